/** What stands around the list: counts, filters, headings, and buttons for several processes. */

import { arrange } from './arrange.js';
import { $, attribute, h, text } from './dom.js';
import { COLUMNS, collator, isDescending, sortedBy } from './sorting.js';
import { go, onRoute, route } from './route.js';
import { isInTrouble } from './row.js';
import { STATES, isAsleep, store } from './store.js';

/**
 * @param list what it has: all, shown, selection (ids), target (of the buttons), columns (titles of plugins' columns),
 *   and selectAll, a listener
 */
export function renderAround(list) {
  const { all, shown } = list;
  $('empty').hidden = shown.length > 0;
  text($('empty'), all.length === 0 ? (store.online ? 'No programs to manage' : '') : 'Nothing matches the filter.');
  chips(all);
  groups(all);
  head(list);
  sorting();
  selectBoxes(list);
  bulk(list);
  const name = store.hello.identifier ?? 'supervisor';
  document.title = `${news(all)}${name} · Supervisor Status`;
}

/** For who sees no more of the page than its title: how many are in trouble, or that nothing is known of it. */
function news(all) {
  if (!store.online) {
    return isAsleep() ? '(asleep) ' : '(offline) ';
  }
  const bad = all.filter(isInTrouble).length;
  return bad > 0 ? `(${bad}) ` : '';
}

/** With nothing selected the buttons say that they are for all. */
function bulk({ all, shown, selection, target: wanted }) {
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
  const bar = $('chips');
  const there = new Map([...bar.children].map((one) => [one.dataset.state, one]));
  const used = document.activeElement?.closest('#chips .chip')?.dataset.state; // is not taken from under the keyboard
  const wanted = STATES.filter((state) => counts.has(state) || state === route.state || state === used);
  arrange(bar, ['', ...wanted].map((state) => there.get(state) ?? chip(state)));
  for (const one of bar.children) {
    const state = one.dataset.state;
    text(one.lastChild, String(state === '' ? all.length : counts.get(state) ?? 0));
    attribute(one, 'aria-pressed', String(route.state === state));
  }
}

function chip(state) {
  const name = state.toLowerCase();
  const onclick = () => go({ state: route.state === state ? '' : state });
  return h('button', { type: 'button', class: `chip ${name}`, 'data-state': state, onclick },
    h('span', { class: 'chip-name' }, name || 'All'), h('span', { class: 'chip-count' }));
}

function groups(all) {
  const names = [...new Set(all.map((process) => process.g))].sort(collator.compare);
  if (route.group && !names.includes(route.group)) {
    names.push(route.group);
  }
  const select = $('group');
  if (select.dataset.names !== names.join('\n')) {
    select.dataset.names = names.join('\n');
    select.replaceChildren(h('option', { value: '' }, 'All groups'),
      ...names.map((name) => h('option', { value: name }, name)));
  }
  if (select.value !== route.group) {
    select.value = route.group;
  }
}

function head({ columns, selectAll }) {
  const row = $('head');
  const signature = [route.sort, ...columns].join('\n');
  if (row.dataset.signature !== signature) {
    const focused = document.activeElement?.dataset?.sort;
    row.dataset.signature = signature;
    row.replaceChildren(
      h('th', { class: 'col-select' },
        h('input', { type: 'checkbox', id: 'select-all', 'aria-label': 'Select all shown', onchange: selectAll })),
      ...COLUMNS.map(heading),
      ...columns.map((title) => h('th', { scope: 'col', class: 'col-plugin' }, title)),
      h('th', { scope: 'col', class: 'col-actions' }, h('span', { class: 'hidden-text' }, 'Actions')));
    for (const cell of row.children) {
      cell.setAttribute('role', 'columnheader');
    }
    $('list').style.setProperty('--plugins', '120px '.repeat(columns.length));
    if (focused) {
      row.querySelector(`[data-sort="${focused}"]`)?.focus();
    }
  }
}

/** Both: that of the headings, and that of a telephone, which shows none. */
function selectBoxes({ shown, selection }) {
  for (const box of [$('select-all'), $('select-shown')]) {
    box.checked = shown.length > 0 && shown.every((process) => selection.has(process.id));
    box.indeterminate = !box.checked && selection.size > 0;
  }
}

/** Where there is no room for headings. */
function sorting() {
  const select = $('sort');
  if (select.children.length === 0) {
    select.append(...COLUMNS.map((column) => h('option', { value: column.id }, `By ${column.title.toLowerCase()}`)));
  }
  if (select.value !== sortedBy()) {
    select.value = sortedBy();
  }
  text($('reverse'), isDescending() ? '↓' : '↑');
  attribute($('reverse'), 'aria-label', isDescending() ? 'Descending' : 'Ascending');
}

function heading(column) {
  const active = sortedBy() === column.id;
  const descending = isDescending();
  return h('th', { scope: 'col', class: `col-${column.id}${column.number ? ' number' : ''}`,
    'aria-sort': active ? (descending ? 'descending' : 'ascending') : false },
  h('button', { type: 'button', class: 'sort', 'data-sort': column.id,
    onclick: () => go({ sort: active && !descending ? `-${column.id}` : column.id }, true) },
  column.title, active ? h('span', { 'aria-hidden': 'true' }, descending ? ' ↓' : ' ↑') : null));
}

export function beginAround(selectAll) {
  $('filter').addEventListener('input', (event) => go({ q: event.target.value }, true));
  $('group').addEventListener('change', (event) => go({ group: event.target.value }));
  $('sort').addEventListener('change', (event) => go({ sort: event.target.value }, true));
  $('reverse').addEventListener('click', () => go({ sort: isDescending() ? sortedBy() : `-${sortedBy()}` }, true));
  $('select-shown').addEventListener('change', selectAll);
  $('filter').value = route.q;
  onRoute(() => {
    if ($('filter').value !== route.q) {
      $('filter').value = route.q;
    }
  });
}
