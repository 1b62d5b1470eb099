/** What can be done to processes: confirmed where it hurts, ordered, and its result shown. */

import { $, h } from './dom.js';
import { count } from './format.js';
import { hold } from './possible.js';
import { LOST, earlier, order } from './orders.js';
import { report, toast } from './toasts.js';
import { store } from './store.js';

const ASKED = { start: 'Start', stop: 'Stop', restart: 'Restart', signal: 'Signal', clear: 'Clear the logs of' };
const LISTED = 8; // names

/**
 * Does it, after a question if it cannot be undone, or if nobody has said for which processes.
 *
 * @param target names, group or all, and for people a title and, with group and all, their number; unselected, if
 *   nobody has said which
 */
export async function perform(action, target) {
  if (target.names?.length === 0 || !store.online) {
    return;
  }
  const answer = action !== 'start' || target.unselected ? await confirmed(action, target) : {};
  if (answer) {
    const signal = answer.signal ?? '';
    await tell({ action, target, signal, results: order(action, target, signal) });
  }
}

function confirmed(action, target) {
  const dialog = $('confirm');
  const title = target.names?.length === 1 ? target.names[0] : target.title;
  $('confirm-title').textContent = `${ASKED[action]} ${title}?`;
  $('confirm-text').textContent = {
    start: 'Those that do not run are started.',
    stop: 'Running processes get their stop signal; they stay stopped until somebody starts them.',
    restart: 'Running processes are stopped, then all are started.',
    signal: 'The signal goes to the processes themselves, which do with it what they like.',
    clear: 'What is in the current log files is lost.',
  }[action];
  $('confirm-signal').hidden = action !== 'signal';
  $('signal').selectedIndex = 0; // what was chosen for another process is not proposed for this one
  $('confirm-yes').textContent = action === 'clear' ? 'Clear' : ASKED[action];
  $('confirm-yes').classList.toggle('danger', action === 'stop' || action === 'clear');
  const names = target.names?.length > 1 ? target.names : [];
  const number = target.number === undefined ? [] : [h('li', {}, count(target.number, 'process'))];
  $('confirm-list').replaceChildren(...number, ...names.slice(0, LISTED).map((name) => h('li', {}, name)),
    ...(names.length > LISTED ? [h('li', {}, `and ${names.length - LISTED} more`)] : []));
  dialog.returnValue = 'no';
  dialog.showModal();
  (action === 'signal' ? $('signal') : $('confirm-yes')).focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? { signal: $('signal').value } : null);
    }, { once: true });
  });
}

async function tell({ action, target, signal, results: coming }) {
  const ids = target.names
    ?? [...store.processes.values()].filter((p) => target.all || p.g === target.group).map((p) => p.id);
  hold(action, ids, 1);
  try {
    const results = await coming;
    report(action, target, signal, results);
    if (action === 'clear') {
      const cleared = results.filter((one) => one.ok).map((one) => one.p);
      store.dispatchEvent(new CustomEvent('cleared', { detail: cleared }));
    }
  } catch (failure) {
    const lost = failure instanceof TypeError; // what fetch throws
    toast(`${action} ${target.title}: ${lost ? LOST : failure.message}`, [], false);
  } finally {
    hold(action, ids, -1);
  }
}

earlier().forEach(tell);
