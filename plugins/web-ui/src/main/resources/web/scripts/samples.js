/** What processes have used in the last minutes. A sample has its time: what nobody has looked at stays a gap. */

const KEPT = 300_000; // ms
const GAP = 6000; // ms: they come every two seconds, and one may be late
const SHORT = 60_000; // ms that are shown as long as there is no more

const times = []; // of the rounds in which all processes are sampled

export const newSamples = () => ({ cpu: [], memory: [], pid: [] }); // of the last rounds; undefined: there was no child

/** A new round; that of the clock before it was set back are forgotten. */
export function beginRound(now) {
  if (now < times.at(-1)) {
    times.length = 0;
  }
  times.push(now);
  while (times[0] < now - KEPT) {
    times.shift();
  }
}

/** Adds that of the round; undefined values are none. */
export function addSample(samples, { cpu, memory, pid }) {
  for (const [name, value] of Object.entries({ cpu, memory, pid })) {
    samples[name].push(value);
    while (samples[name].length > times.length) {
      samples[name].shift();
    }
  }
}

/** The time of the first one of which something is known. */
function first({ memory }) {
  const at = memory.findIndex((value) => value !== undefined);
  return at < 0 ? Infinity : times[times.length - memory.length + at];
}

/** For how long a plot shows them, in milliseconds. */
export const spanOf = (samples, now) => (first(samples) >= now - SHORT ? SHORT : KEPT);

/** Those since then, as [time, value]; a gap, or another child, begins another row. */
export function rowsOf(samples, name, since) {
  const rows = [];
  const skipped = times.length - samples[name].length;
  let before = { at: -Infinity, pid: 0 };
  samples[name].forEach((value, i) => {
    const at = times[skipped + i];
    if (value === undefined || at < since) {
      return;
    }
    const pid = samples.pid[i];
    if (at - before.at > GAP || pid !== before.pid) {
      rows.push([]);
    }
    rows.at(-1).push([at, value]);
    before = { at, pid };
  });
  return rows;
}
