/** Tables of changes of state. */

import { arrange } from './arrange.js';
import { h } from './dom.js';
import { time } from './format.js';

const rows = new WeakMap(); // by what happened: { day, element }

function badge(state) {
  return h('span', { class: `state ${state.toLowerCase()}` }, state.toLowerCase());
}

function row(one, now, named) {
  return h('tr', {},
    h('td', { class: 'when' }, time(one.t, now)),
    named ? h('th', { scope: 'row' }, h('a', { href: `#p=${encodeURIComponent(one.p)}` }, one.p)) : null,
    h('td', {}, badge(one.from), h('span', { class: 'arrow', 'aria-label': 'to' }, '→'), badge(one.to)),
    h('td', { class: 'number' }, one.pid ? String(one.pid) : ''),
    h('td', { class: 'why' }, one.note));
}

/** A table of them, the first on top. */
export function changes(list, now, named) {
  const table = h('table', { class: 'changes' }, h('tbody'));
  goOn(table, list, now, named);
  return list.length > 0 ? table : h('p', { class: 'empty' }, 'Nothing since the daemon, or its page, began.');
}

/** Makes a table show these; only what it did not show before is drawn. */
export function goOn(table, list, now, named) {
  const day = new Date(now).toDateString(); // of another the date is shown
  arrange(table.tBodies[0], list.map((one) => {
    let drawn = rows.get(one);
    if (drawn?.day !== day) {
      drawn = { day, element: row(one, now, named) };
      rows.set(one, drawn);
    }
    return drawn.element;
  }));
}
