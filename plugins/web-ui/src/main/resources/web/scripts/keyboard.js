/** The keyboard: everything that a hand can do here, without a mouse. */

import { $, h } from './dom.js';
import { keep, recall } from './kept.js';
import {
  markedProcess, move, perform, renderSoon, selection, setCurrent, shownProcesses, target, toCurrent, toggle,
} from './list.js';
import { may } from './possible.js';
import { go, route } from './route.js';
import { store } from './store.js';

const KEYS = [
  ['/', 'Filter, or search in the open log'], ['↓ ↑ or j k', 'Next and previous process'], ['Home End', 'First and last process'],
  ['Enter', 'Open the process'], ['Esc', 'Close, or clear selection and filter'],
  ['Space or x', 'Select the process'], ['a', 'Select all shown'],
  ['s', 'Start'], ['r', 'Restart'], ['t', 'Stop'], ['g', 'Signal'], ['c', 'Clear logs'],
  ['o e', 'Follow output, errors'], ['?', 'This help'],
];
const LETTERS = 'letters'; // as kept
const ACTIONS = { s: 'start', r: 'restart', t: 'stop', g: 'signal', c: 'clear' };

function act(action) {
  if (selection.size > 0) {
    perform(action, target());
  } else {
    withMarked((id) => {
      const process = store.byId(id);
      if (may(action, process) || !store.mayOperate(process)) { // as its button; who may not hears why
        perform(action, { names: [id], title: id });
      }
    });
  }
}

/** Keys are for what one sees that they are for: where nothing is marked, the first one marks it, and does no more. */
function withMarked(action) {
  const process = markedProcess();
  if (process) {
    action(process.id);
  } else {
    move(0);
  }
  return true;
}

function step(by) {
  move(markedProcess() ? by : 0);
}

function escape() {
  if (route.p) {
    const open = route.p;
    go({ p: '', tab: 'overview' });
    setCurrent(open);
  } else if (selection.size > 0) {
    selection.clear();
    renderSoon();
  } else {
    go({ q: '', state: '', group: '' });
  }
}

/** For what the field was for. */
function leave(field) {
  const lines = field.closest('.log')?.querySelector('.log-lines');
  if (lines) {
    lines.focus();
    return;
  }
  field.blur();
  if (field.id === 'filter') {
    go({ q: '' }, true);
  }
  toCurrent();
}

/** Somebody who speaks, or whose hand trembles, may want none of them: a letter is easily said. */
function isUnwanted({ key }) {
  return key.length === 1 && key !== ' ' && !$('letters').checked;
}

function typed(event) {
  const typing = event.target.closest('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
    if (typing) {
      leave(typing);
    } else {
      escape();
    }
    event.preventDefault();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
    if (typing?.id === 'filter' && (event.key === 'ArrowDown' || event.key === 'Enter')) {
      event.preventDefault();
      move(0);
    }
    return;
  }
  if (!isUnwanted(event) && pressed(event)) {
    event.preventDefault();
  }
}

function enter(field) {
  field.focus();
  field.select();
}

/** Answers whether the key means something here. */
function pressed(event) {
  const onButton = event.target.closest('button, a[href], input, summary, .log-lines');
  const inLog = event.target.closest('.log');
  if (event.key === '?') {
    $('keys').showModal();
    return true;
  }
  const search = (event.target.closest('.log') ?? document).querySelector('.log-tools input[type=search]');
  if (event.key === '/' && search) {
    enter(search);
    return true;
  }
  if (route.view !== 'processes') {
    return false;
  }
  switch (event.key) {
    case '/': enter($('filter')); return true;
    case 'j': if (inLog) { return false; } step(1); return true;
    case 'k': if (inLog) { return false; } step(-1); return true;
    case 'ArrowDown': if (onButton) { return false; } step(1); return true;
    case 'ArrowUp': if (onButton) { return false; } step(-1); return true;
    case 'Home': if (onButton) { return false; } move(-Infinity); return true;
    case 'End': if (onButton) { return false; } move(Infinity); return true;
    case 'Enter': return !onButton && withMarked((id) => go({ p: id }));
    case ' ': return !onButton && withMarked((id) => toggle(id));
    case 'x': return withMarked((id) => toggle(id));
    case 'a': shownProcesses().forEach((process) => selection.add(process.id)); renderSoon(); return true;
    case 'o': return withMarked((id) => go({ p: id, tab: 'stdout' }));
    case 'e': return withMarked((id) => go({ p: id, tab: 'stderr' }));
    default:
      if (ACTIONS[event.key]) {
        act(ACTIONS[event.key]);
        return true;
      }
      return false;
  }
}

export function begin() {
  $('keys-list').append(...KEYS.flatMap(([keys, meaning]) => [h('dt', {}, ...keys.split(' ').map((key) =>
    (key === 'or' ? ' or ' : h('kbd', {}, key)))), h('dd', {}, meaning)]));
  $('letters').checked = recall(LETTERS) !== 'no';
  $('letters').addEventListener('change', () => keep(LETTERS, $('letters').checked ? 'yes' : 'no'));
  $('help').addEventListener('click', () => $('keys').showModal());
  document.addEventListener('keydown', typed);
}
