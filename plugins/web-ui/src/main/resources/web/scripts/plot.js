/** Small plots. */

import { svg } from './dom.js';

const WIDTH = 300;
const HEIGHT = 56;
const SAMPLE = 2; // seconds

function frame(label, ...drawn) {
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  return svg('svg',
    { class: 'plot', viewBox, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, ...drawn);
}

/** A line over the last samples, the newest at the right edge; it is as high as the greatest of them. */
export function line(values, most, label) {
  const step = WIDTH / (most - 1);
  const top = Math.max(...values, 1);
  const points = values.map((value, i) => {
    const x = WIDTH - (values.length - 1 - i) * step;
    return `${x.toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1)}`;
  });
  const first = (WIDTH - (values.length - 1) * step).toFixed(1);
  return frame(label,
    svg('polygon', { class: 'plot-area', points: `${first},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}` }),
    svg('polyline', { class: 'plot-line', points: points.join(' ') }));
}

/** A bar for each slice of the last so many milliseconds, as high as it has moments in it. */
export function bars(moments, now, span, label) {
  const slices = new Array(60).fill(0);
  for (const moment of moments) {
    const slice = slices.length - 1 - Math.floor(((now - moment) / span) * slices.length);
    if (slice >= 0 && slice < slices.length) {
      slices[slice] += 1;
    }
  }
  const top = Math.max(...slices, 1);
  const width = WIDTH / slices.length;
  const bar = (number, i) => {
    const height = (number / top) * (HEIGHT - 4);
    return svg('rect', { class: 'plot-bar', x: i * width + 0.5, width: width - 1, y: HEIGHT - height, height });
  };
  return frame(label, slices.map((number, i) => (number === 0 ? null : bar(number, i))));
}

export const spanOf = (samples) => `${Math.round((samples * SAMPLE) / 60)} min`;
