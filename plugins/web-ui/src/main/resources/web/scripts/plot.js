/** Small plots. */

import { svg } from './dom.js';

const WIDTH = 300;
const HEIGHT = 56;
const MINUTE = 60_000; // ms

function frame(label, ...drawn) {
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  return svg('svg',
    { class: 'plot', viewBox, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, ...drawn);
}

/**
 * A line for each row of samples, as high as the greatest of all; between them is nothing.
 *
 * @param rows of [time, value]
 */
export function lines(rows, from, to, label) {
  const top = Math.max(1, ...rows.flat().map(([, value]) => value));
  const x = (time) => (((time - from) / (to - from)) * WIDTH).toFixed(1);
  const y = (value) => (HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1);
  return frame(label, rows.flatMap((row) => {
    const points = row.map(([time, value]) => `${x(time)},${y(value)}`).join(' ');
    return [
      svg('polygon',
        { class: 'plot-area', points: `${x(row[0][0])},${HEIGHT} ${points} ${x(row.at(-1)[0])},${HEIGHT}` }),
      svg('polyline', { class: 'plot-line', points: row.length > 1 ? points : `${points} ${points}` }), // or a dot
    ];
  }));
}

/**
 * A bar for each of the last minutes, as high as the number of it.
 *
 * @param unknown how many of the first ones nobody has counted
 */
export function bars(counts, unknown, label) {
  const top = Math.max(...counts, 1);
  const width = WIDTH / counts.length;
  const bar = (number, i) => {
    const height = (number / top) * (HEIGHT - 4);
    return svg('rect', { class: 'plot-bar', x: i * width + 0.5, width: width - 1, y: HEIGHT - height, height });
  };
  return frame(label, svg('rect', { class: 'plot-unknown', x: 0, y: 0, width: unknown * width, height: HEIGHT }),
    counts.map((number, i) => (number === 0 ? null : bar(number, i))));
}

/** How often it was in each of the last so many minutes, the one that is going on among them. */
export function perMinute(counted, now, minutes) {
  const counts = new Array(minutes).fill(0);
  for (const [began, count] of counted) {
    const slice = minutes - 1 - (Math.floor(now / MINUTE) - Math.floor(began / MINUTE));
    if (slice >= 0) {
      counts[Math.min(slice, minutes - 1)] += count; // clocks differ
    }
  }
  return counts;
}
