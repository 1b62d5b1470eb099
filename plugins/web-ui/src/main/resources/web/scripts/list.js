/** The list of processes: its rows, what is selected, and what has the keyboard. */

import { $, attribute, whenIdle, withNextFrame } from './dom.js';
import { arrange } from './arrange.js';
import { beginAround, renderAround } from './around.js';
import { go, onRoute, route } from './route.js';
import { listed } from './sorting.js';
import { isMarked } from './renew.js';
import { newRow, updateMoment, updateRow } from './row.js';
import { Steady } from './steady.js';
import { store } from './store.js';

const AT_ONCE = 150; // new rows in one frame
const FIRST = 40; // in the first one: what a screen has room for

export const selection = new Set(); // ids
const rows = new Map(); // key → { tr, cells… }
let shown = [];
let current = ''; // the id of the row that has the keyboard
let toggled = ''; // the one from which a range goes

let actions = null; // what asks and sends is not needed for the first screen

export async function loadActions() {
  actions ??= await import('./actions.js');
}

/** At once if it can: the next key is for the question. */
export async function perform(action, wanted) {
  if (!actions) {
    await loadActions();
  }
  await actions.perform(action, wanted);
}

export const shownProcesses = () => shown;

/** The process that one sees is meant: that of the row with the keyboard, else the one that is open. */
export function markedProcess() {
  const id = document.activeElement?.closest('#rows tr')?.dataset.id ?? route.p;
  return store.byId(id);
}

/**
 * What actions without a process of their own are for: the selected, else what the filter leaves that the viewer may
 * touch.
 */
export function target() {
  if (selection.size > 0) {
    const there = new Set([...store.processes.values()].map((process) => process.id));
    const names = [...selection].filter((id) => there.has(id));
    const gone = selection.size - names.length; // an update may bring them back
    return { names, title: `${names.length} selected${gone > 0 ? `, ${gone} no longer there` : ''}` };
  }
  const operable = shown.filter((process) => store.mayOperate(process));
  if (route.q !== '' || route.state !== '') {
    return { names: operable.map((p) => p.id), title: `${operable.length} shown`, unselected: true };
  }
  if (operable.length < shown.length) {
    return { names: operable.map((p) => p.id), title: `the ${operable.length} that you may operate`, unselected: true };
  }
  return route.group ? { group: route.group, title: `group ${route.group}`, number: shown.length, unselected: true }
    : { all: true, title: 'all processes', number: shown.length, unselected: true };
}

function render() {
  const now = store.now();
  const all = [...store.processes.values()];
  const wanted = listed(all);
  const place = shown.findIndex((process) => process.id === current);
  shown = steady.order(wanted, [route.sort, route.q, route.state, route.group].join('\n'), all);
  $('held').hidden = shown.every((process, i) => process === wanted[i]);
  if (!shown.some((process) => process.id === current)) {
    current = shown[Math.max(0, Math.min(place, shown.length - 1))]?.id ?? ''; // what stands there now
  }
  const most = rows.size === 0 ? FIRST : AT_ONCE;
  let fresh = 0;
  const elements = [];
  for (const process of shown) {
    let row = rows.get(process.k);
    if (!row || row.tr.dataset.id !== process.id) {
      fresh += 1;
      if (fresh > most) {
        renderIdly(); // the first screen is there at once, the rest when there is nothing else to do
        break;
      }
      row = newRow(process);
      rows.set(process.k, row);
    }
    updateRow(row, process, now, { selected: selection.has(process.id), current: process.id === current });
    elements.push(row.tr);
  }
  for (const key of rows.keys()) {
    if (!store.processes.has(key)) {
      rows.delete(key);
    }
  }
  const hadKeyboard = $('rows').contains(document.activeElement);
  arrange($('rows'), elements);
  if (hadKeyboard && !$('rows').contains(document.activeElement)) {
    $('list').focus({ preventScroll: true }); // its row has gone: the next key is for none
  }
  renderAround({ all, shown, selection, target: target(), columns: store.about.columns, selectAll });
  if (all.length > 0 && performance.getEntriesByName('ready').length === 0) {
    performance.mark('ready'); // what a test, or a curious person, can ask for
  }
}

function selectAll(event) {
  shown.forEach((process) => (event.target.checked ? selection.add(process.id) : selection.delete(process.id)));
  renderSoon();
}

export const renderSoon = withNextFrame(render);
const steady = new Steady($('rows'), renderSoon);
const renderIdly = withNextFrame(whenIdle(render));

/** Every second, and after each round of samples: only texts that differ are touched. */
function tick() {
  if (route.view !== 'processes' || document.hidden) {
    return;
  }
  if (/cpu|memory/.test(route.sort)) {
    renderSoon();
    return;
  }
  const now = store.now();
  for (const process of shown) {
    const row = rows.get(process.k);
    if (row) {
      updateMoment(row, process, now);
    }
  }
}

// ---- hands ----

export function toggle(id, range = false) {
  const ids = shown.map((process) => process.id);
  const since = ids.indexOf(toggled);
  if (range && since >= 0) {
    const [from, to] = [since, ids.indexOf(id)].sort((a, b) => a - b);
    ids.slice(from, to + 1).forEach((one) => selection.add(one));
  } else if (!selection.delete(id)) {
    selection.add(id);
  }
  toggled = id;
  setCurrent(id, false);
  renderSoon();
}

export function setCurrent(id, focus = true) {
  const rowOf = (one) => rows.get(store.byId(one)?.k);
  const before = rowOf(current);
  if (before) {
    attribute(before.tr, 'tabindex', '-1');
  }
  current = id;
  const row = rowOf(id);
  if (row) {
    attribute(row.tr, 'tabindex', '0');
    if (focus) {
      row.tr.focus();
    }
  }
}

/** The keyboard goes to the row that had it last. */
export function toCurrent() {
  setCurrent(current);
}

/** Moves the keyboard by so many rows. */
export function move(by) {
  const from = markedProcess()?.id ?? current;
  const at = shown.findIndex((process) => process.id === from);
  const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))];
  if (next) {
    setCurrent(next.id);
    if (route.p) {
      go({ p: next.id }, true);
    }
  }
}

function clicked(event) {
  const id = event.target.closest('tr')?.dataset.id;
  const action = event.target.closest('[data-do]')?.dataset.do;
  if (!id) {
    return;
  }
  if (action === 'log') {
    go({ p: id, tab: store.byId(id)?.stdout === false ? 'stderr' : 'stdout' });
  } else if (action) {
    perform(action, { names: [id], title: id });
  } else if (event.target.closest('td.col-select')) {
    if (event.target.type !== 'checkbox') {
      event.preventDefault();
    }
    toggle(id, event.shiftKey);
  } else if (!event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (!isMarked(event.target.closest('tr'))) { // to be copied, not opened
      setCurrent(id, false);
      go({ p: id });
    }
  }
}

export function begin() {
  $('rows').addEventListener('click', clicked);
  $('rows').addEventListener('mousedown', (event) => event.shiftKey && event.preventDefault()); // selects no text
  $('rows').addEventListener('focusin', (event) => {
    const id = event.target.closest('tr')?.dataset.id;
    if (id && id !== current) {
      setCurrent(id, false);
    }
  });
  document.querySelectorAll('[data-bulk]')
    .forEach((one) => one.addEventListener('click', () => perform(one.dataset.bulk, target())));
  store.addEventListener('change', renderSoon);
  store.addEventListener('connection', renderSoon);
  store.addEventListener('usage', tick);
  store.addEventListener('about', renderSoon);
  onRoute(renderSoon);
  beginAround(selectAll);
  setInterval(tick, 1000);
  render();
}
