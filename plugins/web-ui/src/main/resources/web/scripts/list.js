/** The list of processes: its rows, what is selected, and what has the keyboard. */

import { $, attribute, withNextFrame } from './dom.js';
import { beginAround, renderAround } from './around.js';
import { go, onRoute, route } from './route.js';
import { listed } from './sorting.js';
import { newRow, updateMoment, updateRow } from './row.js';
import { perform } from './actions.js';
import { store } from './store.js';

const AT_ONCE = 150; // new rows in one frame

export const selection = new Set(); // ids
const rows = new Map(); // key → { tr, cells… }
let shown = [];
let current = ''; // the id of the row that has the keyboard
let pluginColumns = [];

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
    return { names: [...selection], title: `${selection.size} selected` };
  }
  const operable = shown.filter((process) => store.mayOperate(process));
  if (route.q !== '' || route.state !== '') {
    return { names: operable.map((p) => p.id), title: `${operable.length} shown`, unselected: true };
  }
  if (operable.length < shown.length) {
    return { names: operable.map((p) => p.id), title: `the ${operable.length} that you may operate`, unselected: true };
  }
  return route.group ? { group: route.group, title: `group ${route.group}`, unselected: true }
    : { all: true, title: 'all processes', unselected: true };
}

function render() {
  const now = store.now();
  const all = [...store.processes.values()];
  const ids = new Set(all.map((process) => process.id));
  selection.forEach((id) => ids.has(id) || selection.delete(id));
  shown = listed(all);
  if (!shown.some((process) => process.id === current)) {
    current = shown[0]?.id ?? '';
  }
  let fresh = 0;
  const wanted = [];
  for (const process of shown) {
    let row = rows.get(process.k);
    if (!row || row.tr.dataset.id !== process.id) {
      fresh += 1;
      if (fresh > AT_ONCE) {
        renderSoon(); // the first screen is there at once, the rest with the next frames
        break;
      }
      row = newRow(process);
      rows.set(process.k, row);
    }
    updateRow(row, process, now, { selected: selection.has(process.id), current: process.id === current });
    wanted.push(row.tr);
  }
  for (const key of rows.keys()) {
    if (!store.processes.has(key)) {
      rows.delete(key);
    }
  }
  arrange($('rows'), wanted);
  renderAround({ all, shown, selection, target: target(), columns: pluginColumns, selectAll });
  if (all.length > 0 && performance.getEntriesByName('ready').length === 0) {
    performance.mark('ready'); // what a test, or a curious person, can ask for
  }
}

/** Moves as little as it can: mostly nothing, or what is new goes to the end. */
function arrange(body, wanted) {
  const there = [...body.children];
  const same = there.findIndex((tr, i) => tr !== wanted[i]);
  if (same < 0) {
    body.append(...wanted.slice(there.length));
    return;
  }
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  body.replaceChildren(...wanted);
  if (focused?.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

function selectAll(event) {
  shown.forEach((process) => (event.target.checked ? selection.add(process.id) : selection.delete(process.id)));
  renderSoon();
}

export const renderSoon = withNextFrame(render);

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
  if (range && current) {
    const ids = shown.map((process) => process.id);
    const [from, to] = [ids.indexOf(current), ids.indexOf(id)].sort((a, b) => a - b);
    ids.slice(from, to + 1).forEach((one) => selection.add(one));
  } else if (!selection.delete(id)) {
    selection.add(id);
  }
  setCurrent(id, false);
  renderSoon();
}

export function setCurrent(id, focus = true) {
  const rowOf = (one) => rows.get(store.byId(one)?.k);
  const before = rowOf(current);
  before && attribute(before.tr, 'tabindex', '-1');
  current = id;
  const row = rowOf(id);
  if (row) {
    attribute(row.tr, 'tabindex', '0');
    focus && row.tr.focus();
  }
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
    go({ p: id, tab: 'stdout' });
  } else if (action) {
    perform(action, { names: [id], title: id });
  } else if (event.target.closest('td.col-select')) {
    if (event.target.type !== 'checkbox') {
      event.preventDefault();
    }
    toggle(id, event.shiftKey);
  } else if (!event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    setCurrent(id, false);
    go({ p: id });
  }
}

export function begin() {
  $('rows').addEventListener('click', clicked);
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
  store.addEventListener('about', () => {
    pluginColumns = store.about.columns;
    renderSoon();
  });
  onRoute(renderSoon);
  beginAround(selectAll);
  setInterval(tick, 1000);
  render();
}
