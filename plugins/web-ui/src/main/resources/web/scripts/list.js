/** The list of processes: what is in it, in which order, and what is selected. */

import { $, attribute, h, icon, text, withNextFrame } from './dom.js';
import { duration, memory, percent } from './format.js';
import { go, onRoute, route } from './route.js';
import { isBusy, isStartable, may, perform } from './actions.js';
import { STATES, store } from './store.js';

const COLUMNS = [
  { id: 'state', title: 'State', by: (p) => STATES.indexOf(p.s) },
  { id: 'name', title: 'Name', by: (p) => ranks.get(p.id) },
  { id: 'info', title: 'Since', by: (p) => (p.s === 'RUNNING' ? -p.st : -Math.max(p.en, p.st)) },
  { id: 'pid', title: 'PID', number: true, by: (p) => p.pid },
  { id: 'cpu', title: 'CPU', number: true, by: (p) => -(p.cpu ?? -1) },
  { id: 'memory', title: 'Memory', number: true, by: (p) => -(p.memory ?? -1) },
  { id: 'restarts', title: 'Restarts', number: true, by: (p) => -p.rs },
];
const TROUBLE = new Set(['FATAL', 'BACKOFF', 'UNKNOWN']);
const AT_ONCE = 150; // new rows in one frame
const collator = new Intl.Collator(undefined, { numeric: true });

export const selection = new Set(); // ids
const rows = new Map(); // key → { tr, cells… }
let shown = [];
let current = ''; // the id of the row that has the keyboard
let pluginColumns = [];
let ranks = new Map(); // of the ids in the order of their names, which takes time to find
let ranked = -1;

export const shownProcesses = () => shown;
export const currentProcess = () => store.byId(current);

/** What actions without a process of their own are for: the selected, else what the filter leaves, as far as the viewer may. */
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

// ---- rows ----

function button(action, label) {
  return h('button', { type: 'button', class: 'icon-button', 'data-do': action, title: label, 'aria-label': label, tabindex: '-1' },
    icon(action));
}

function newRow(process) {
  const row = {
    key: process.k,
    box: h('input', { type: 'checkbox', tabindex: '-1' }),
    badge: h('span', { class: 'state' }),
    group: h('span', { class: 'group' }),
    name: h('span', {}),
    info: h('span', { class: 'since' }),
    note: h('span', { class: 'note' }),
    pid: h('td', { class: 'number col-pid', 'data-label': 'PID' }),
    cpu: h('td', { class: 'number col-cpu', 'data-label': 'CPU' }),
    memory: h('td', { class: 'number col-memory', 'data-label': 'Memory' }),
    restarts: h('td', { class: 'number col-restarts', 'data-label': 'Restarts' }),
    plugin: [],
    start: button('start', 'Start'),
    restart: button('restart', 'Restart'),
    stop: button('stop', 'Stop'),
    log: button('log', 'Log'),
  };
  row.link = h('a', { class: 'name', tabindex: '-1' }, row.group, row.name);
  row.tr = h('tr', { tabindex: '-1', 'data-id': process.id },
    h('td', { class: 'col-select' }, row.box),
    h('td', { class: 'col-state' }, row.badge),
    h('th', { scope: 'row', class: 'col-name' }, row.link),
    h('td', { class: 'col-info' }, row.info, row.note),
    row.pid, row.cpu, row.memory, row.restarts);
  row.actions = h('td', { class: 'col-actions' }, row.start, row.restart, row.stop, row.log);
  row.tr.append(row.actions);
  // As grids they would be a table no longer for those who hear it.
  row.tr.setAttribute('role', 'row');
  for (const cell of row.tr.children) {
    cell.setAttribute('role', cell.localName === 'th' ? 'rowheader' : 'cell');
  }
  return row;
}

function since(process, now) {
  switch (process.s) {
    case 'RUNNING': return duration(now - process.st);
    case 'STARTING': return 'starting';
    case 'STOPPING': return 'stopping';
    case 'BACKOFF': return 'will be tried again';
    default: return process.st === 0 ? 'not started' : `${duration(now - Math.max(process.en, process.st))} ago`;
  }
}

function note(process) {
  if (TROUBLE.has(process.s)) {
    return process.err;
  }
  return process.x && (process.s === 'EXITED' || process.s === 'STOPPED' || process.rs > 0) ? process.x : '';
}

/** Does nothing if nothing of it has changed: of a thousand rows few have. */
function updateRow(row, process, now) {
  const marks = [isBusy(process.id), selection.has(process.id), route.p === process.id, process.id === current,
    store.mayOperate(process), store.online].join();
  if (row.process === process && row.marks === marks) {
    text(row.info, since(process, now));
    updateUsage(row, process);
    return;
  }
  row.process = process;
  row.marks = marks;
  drawRow(row, process, now);
}

function drawRow(row, process, now) {
  attribute(row.badge, 'class', `state ${process.s.toLowerCase()}`);
  text(row.badge, process.s.toLowerCase());
  text(row.group, process.g === process.n ? '' : `${process.g}:`);
  text(row.name, process.n);
  attribute(row.link, 'href', `#p=${encodeURIComponent(process.id)}`);
  attribute(row.box, 'aria-label', `Select ${process.id}`);
  row.box.checked = selection.has(process.id);
  text(row.info, since(process, now));
  const why = note(process);
  text(row.note, process.s === 'RUNNING' && why ? `before: ${why}` : why);
  attribute(row.note, 'class', TROUBLE.has(process.s) ? 'note bad' : 'note');
  attribute(row.note, 'title', why);
  text(row.pid, process.pid ? String(process.pid) : '');
  updateUsage(row, process);
  text(row.restarts, process.rs ? String(process.rs) : '');
  const startable = isStartable(process);
  row.start.hidden = !startable;
  row.restart.hidden = startable;
  row.stop.hidden = startable;
  for (const action of ['start', 'restart', 'stop']) {
    row[action].disabled = !may(action, process);
  }
  row.log.disabled = !process.out;
  row.tr.classList.toggle('busy', isBusy(process.id));
  row.tr.classList.toggle('selected', selection.has(process.id));
  row.tr.classList.toggle('open', route.p === process.id);
  attribute(row.tr, 'tabindex', process.id === current ? '0' : '-1');
  while (row.plugin.length < process.c.length) {
    const cell = h('td', { class: 'col-plugin', role: 'cell' });
    row.plugin.push(cell);
    row.actions.before(cell);
  }
  while (row.plugin.length > process.c.length) {
    row.plugin.pop().remove();
  }
  process.c.forEach((value, i) => text(row.plugin[i], value));
}

function updateUsage(row, process) {
  text(row.cpu, percent(process.cpu));
  text(row.memory, memory(process.memory));
}

// ---- what is shown ----

function matches(process) {
  return (route.state === '' || process.s === route.state)
    && (route.group === '' || process.g === route.group)
    && (route.q === '' || process.id.toLowerCase().includes(route.q.toLowerCase()));
}

function rank(all) {
  if (ranked !== store.members) {
    ranked = store.members;
    ranks = new Map(all.map((process) => process.id).sort(collator.compare).map((id, i) => [id, i]));
  }
}

function order() {
  const descending = route.sort.startsWith('-');
  const column = COLUMNS.find((one) => one.id === route.sort.replace('-', '')) ?? COLUMNS[1];
  return (a, b) => {
    const difference = column.by(a) - column.by(b);
    return (descending ? -difference : difference) || ranks.get(a.id) - ranks.get(b.id);
  };
}

function render() {
  const now = store.now();
  const all = [...store.processes.values()];
  const ids = new Set(all.map((process) => process.id));
  selection.forEach((id) => ids.has(id) || selection.delete(id));
  rank(all);
  shown = all.filter(matches).sort(order());
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
    updateRow(row, process, now);
    wanted.push(row.tr);
  }
  for (const key of rows.keys()) {
    if (!store.processes.has(key)) {
      rows.delete(key);
    }
  }
  arrange($('rows'), wanted);
  renderAround(all);
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

function renderAround(all) {
  $('empty').hidden = shown.length > 0;
  text($('empty'), all.length === 0 ? (store.online ? 'No programs to manage' : '') : 'Nothing matches the filter.');
  chips(all);
  groups(all);
  head();
  bulk(all);
  const bad = all.filter((process) => TROUBLE.has(process.s)).length;
  const name = store.hello.identifier ?? 'supervisor';
  document.title = `${bad > 0 ? `(${bad}) ` : ''}${name} · Supervisor Status`;
}

/** With nothing selected the buttons say that they are for all. */
function bulk(all) {
  const wanted = target();
  text($('target'), selection.size > 0 || route.q || route.state || route.group ? wanted.title : '');
  const some = selection.size > 0 ? all.filter((process) => selection.has(process.id)) : shown;
  const allowed = some.some((process) => store.mayOperate(process));
  document.querySelectorAll('[data-bulk]').forEach((one) => {
    text(one, wanted.unselected && shown.length === all.length ? one.dataset.all : one.dataset.some);
    one.disabled = !allowed || !store.online;
    attribute(one, 'title', some.length > 0 && !allowed ? 'You may only look at them' : '');
  });
}

function chips(all) {
  const counts = new Map();
  all.forEach((process) => counts.set(process.s, (counts.get(process.s) ?? 0) + 1));
  const wanted = ['', ...STATES.filter((state) => counts.has(state) || route.state === state)];
  const bar = $('chips');
  if (bar.dataset.states !== wanted.join()) {
    bar.dataset.states = wanted.join();
    bar.replaceChildren(...wanted.map((state) => h('button',
      { type: 'button', class: `chip ${state.toLowerCase()}`, 'data-state': state, onclick: () => go({ state: route.state === state ? '' : state }) },
      h('span', { class: 'chip-name' }, state === '' ? 'All' : state.toLowerCase()), h('span', { class: 'chip-count' }))));
  }
  for (const chip of bar.children) {
    const state = chip.dataset.state;
    text(chip.lastChild, String(state === '' ? all.length : counts.get(state) ?? 0));
    attribute(chip, 'aria-pressed', String(route.state === state));
  }
}

function groups(all) {
  const names = [...new Set(all.map((process) => process.g))].sort(collator.compare);
  if (route.group && !names.includes(route.group)) {
    names.push(route.group);
  }
  const select = $('group');
  if (select.dataset.names !== names.join('\n')) {
    select.dataset.names = names.join('\n');
    select.replaceChildren(h('option', { value: '' }, 'All groups'), ...names.map((name) => h('option', { value: name }, name)));
  }
  if (select.value !== route.group) {
    select.value = route.group;
  }
}

function head() {
  const row = $('head');
  const signature = [route.sort, ...pluginColumns].join('\n');
  if (row.dataset.signature !== signature) {
    const focused = document.activeElement?.dataset?.sort;
    row.dataset.signature = signature;
    row.replaceChildren(
      h('th', { class: 'col-select' }, h('input', { type: 'checkbox', id: 'select-all', 'aria-label': 'Select all shown', onchange: selectAll })),
      ...COLUMNS.map(heading),
      ...pluginColumns.map((title) => h('th', { scope: 'col', class: 'col-plugin' }, title)),
      h('th', { scope: 'col', class: 'col-actions' }, h('span', { class: 'hidden-text' }, 'Actions')));
    for (const cell of row.children) {
      cell.setAttribute('role', 'columnheader');
    }
    $('list').style.setProperty('--plugins', '120px '.repeat(pluginColumns.length));
    if (focused) {
      row.querySelector(`[data-sort="${focused}"]`)?.focus();
    }
  }
  const box = $('select-all');
  box.checked = shown.length > 0 && shown.every((process) => selection.has(process.id));
  box.indeterminate = !box.checked && selection.size > 0;
}

function heading(column) {
  const active = route.sort.replace('-', '') === column.id;
  const descending = route.sort.startsWith('-');
  return h('th', { scope: 'col', class: `col-${column.id}${column.number ? ' number' : ''}`,
    'aria-sort': active ? (descending ? 'descending' : 'ascending') : false },
  h('button', { type: 'button', class: 'sort', 'data-sort': column.id,
    onclick: () => go({ sort: active && !descending ? `-${column.id}` : column.id }, true) },
  column.title, active ? h('span', { 'aria-hidden': 'true' }, descending ? ' ↓' : ' ↑') : null));
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
      text(row.info, since(process, now));
      updateUsage(row, process);
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
  const at = shown.findIndex((process) => process.id === current);
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
  $('filter').addEventListener('input', (event) => go({ q: event.target.value }, true));
  $('group').addEventListener('change', (event) => go({ group: event.target.value }));
  document.querySelectorAll('[data-bulk]').forEach((one) => one.addEventListener('click', () => perform(one.dataset.bulk, target())));
  store.addEventListener('change', renderSoon);
  store.addEventListener('connection', renderSoon);
  store.addEventListener('usage', tick);
  store.addEventListener('about', () => {
    pluginColumns = store.about.columns;
    renderSoon();
  });
  onRoute(() => {
    if ($('filter').value !== route.q) {
      $('filter').value = route.q;
    }
    renderSoon();
  });
  $('filter').value = route.q;
  setInterval(tick, 1000);
  render();
}
