/** A row of the list: one process. */

import { attribute, h, icon, text } from './dom.js';
import { duration, memory, percent } from './format.js';
import { isBusy, isStartable, may } from './possible.js';
import { route } from './route.js';
import { store } from './store.js';

const TROUBLE = new Set(['FATAL', 'BACKOFF', 'UNKNOWN']);

export const isInTrouble = (process) => TROUBLE.has(process.s);

function button(action, label, id) {
  return h('button', {
    type: 'button', class: 'icon-button', 'data-do': action, title: label, 'aria-label': `${label} ${id}`,
    tabindex: '-1',
  }, icon(action));
}

export function newRow(process) {
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
    start: button('start', 'Start', process.id),
    restart: button('restart', 'Restart', process.id),
    stop: button('stop', 'Stop', process.id),
    log: button('log', 'Log', process.id),
  };
  row.link = h('a', { class: 'name', tabindex: '-1', title: process.id }, row.group, row.name);
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
  if (isInTrouble(process)) {
    return process.err;
  }
  return process.x && (process.s === 'EXITED' || process.s === 'STOPPED' || process.rs > 0) ? process.x : '';
}

/**
 * Does nothing if nothing of it has changed: of a thousand rows few have.
 *
 * @param is what it is in the list: selected, current (it has the keyboard)
 */
export function updateRow(row, process, now, is) {
  const marks = [isBusy(process.id), is.selected, is.current, route.p === process.id, store.mayOperate(process),
    store.online].join();
  if (row.process === process && row.marks === marks) {
    updateMoment(row, process, now);
    return;
  }
  row.process = process;
  row.marks = marks;
  drawRow(row, process, now, is);
}

/** What changes with every moment. */
export function updateMoment(row, process, now) {
  text(row.info, since(process, now));
  updateUsage(row, process);
}

function drawRow(row, process, now, is) {
  attribute(row.badge, 'class', `state ${process.s.toLowerCase()}`);
  text(row.badge, process.s.toLowerCase());
  attribute(row.tr, 'aria-label', `${process.id}, ${process.s.toLowerCase()}`); // said when the keyboard is there
  text(row.group, process.g === process.n ? '' : `${process.g}:`);
  text(row.name, process.n);
  attribute(row.link, 'href', `#p=${encodeURIComponent(process.id)}`);
  attribute(row.box, 'aria-label', `Select ${process.id}`);
  row.box.checked = is.selected;
  text(row.info, since(process, now));
  const why = note(process);
  text(row.note, process.s === 'RUNNING' && why ? `before: ${why}` : why);
  attribute(row.note, 'class', isInTrouble(process) ? 'note bad' : 'note');
  attribute(row.note, 'title', why);
  text(row.pid, process.pid ? String(process.pid) : '');
  updateUsage(row, process);
  text(row.restarts, process.rs ? String(process.rs) : '');
  const startable = isStartable(process);
  row.start.hidden = !startable;
  row.restart.hidden = startable;
  row.stop.classList.toggle('absent', startable); // what comes in the place of another button does no harm by mistake
  for (const action of ['start', 'restart', 'stop']) {
    row[action].disabled = !may(action, process);
  }
  row.log.disabled = !process.stdout && !process.stderr;
  row.tr.classList.toggle('busy', isBusy(process.id));
  row.tr.classList.toggle('selected', is.selected);
  row.tr.classList.toggle('open', route.p === process.id);
  attribute(row.tr, 'tabindex', is.current ? '0' : '-1');
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
