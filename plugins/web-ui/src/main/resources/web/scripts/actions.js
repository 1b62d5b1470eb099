/** What can be done to processes: asked for, confirmed where it hurts, sent, and its result shown. */

import { $, h, icon } from './dom.js';
import { count } from './format.js';
import { open } from './connection.js';
import { store } from './store.js';

const DONE = { start: 'started', stop: 'stopped', restart: 'restarted', signal: 'signalled', clear: 'log cleared' };
const ASKED = { stop: 'Stop', restart: 'Restart', signal: 'Signal', clear: 'Clear the logs of' };
const LISTED = 8; // names, failures

export const busy = new Set(); // ids that something is being done to

function changed() {
  store.dispatchEvent(new Event('change'));
}

/**
 * Does it, after a question if it cannot be undone.
 *
 * @param target names, group or all, and a title for people
 */
export async function perform(action, target) {
  const count = target.names?.length;
  if (count === 0 || !store.online) {
    return;
  }
  const answer = ASKED[action] ? await confirmed(action, target) : {};
  if (answer) {
    await send(action, target, answer.signal ?? '');
  }
}

function confirmed(action, target) {
  const dialog = $('confirm');
  const title = target.names?.length === 1 ? target.names[0] : target.title;
  $('confirm-title').textContent = `${ASKED[action]} ${title}?`;
  $('confirm-text').textContent = {
    stop: 'Running processes get their stop signal; they stay stopped until somebody starts them.',
    restart: 'Running processes are stopped, then all are started.',
    signal: 'The signal goes to the processes themselves, which do with it what they like.',
    clear: 'What is in the current log files is lost.',
  }[action];
  $('confirm-signal').hidden = action !== 'signal';
  $('confirm-yes').textContent = action === 'clear' ? 'Clear' : ASKED[action];
  $('confirm-yes').classList.toggle('danger', action === 'stop' || action === 'clear');
  const names = target.names?.length > 1 ? target.names : [];
  $('confirm-list').replaceChildren(...names.slice(0, LISTED).map((name) => h('li', {}, name)),
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

async function send(action, target, signal) {
  const ids = target.names ?? [...store.processes.values()].filter((p) => target.all || p.g === target.group).map((p) => p.id);
  ids.forEach((id) => busy.add(id));
  changed();
  try {
    const response = await post(action, target, signal);
    if (!response.ok) {
      throw new Error(response.status === 403 ? 'refused: reload the page' : `the server answered ${response.status}`);
    }
    const answer = await response.json();
    if (answer.failure) {
      throw new Error(answer.failure);
    }
    report(action, target, signal, answer.results);
    if (action === 'clear') {
      const cleared = answer.results.filter((one) => one.ok).map((one) => one.p);
      store.dispatchEvent(new CustomEvent('cleared', { detail: cleared }));
    }
  } catch (failure) {
    const lost = failure instanceof TypeError; // what fetch throws
    toast(`${action} ${target.title}: ${lost ? 'the connection was lost; it may have been done or not' : failure.message}`, [], false);
  } finally {
    ids.forEach((id) => busy.delete(id));
    changed();
  }
}

async function post(action, target, signal) {
  const body = new URLSearchParams({ action, signal });
  if (target.all) {
    body.set('all', '1');
  } else if (target.group) {
    body.set('group', target.group);
  } else {
    body.set('names', target.names.join('\n'));
  }
  const attempt = () => fetch('api/actions', { method: 'POST', headers: { 'X-Supervisor-Token': store.hello.token }, body });
  const response = await attempt();
  if (response.status !== 403) {
    return response;
  }
  // The daemon has begun anew, and its tokens too: the next connection brings one.
  const heard = new Promise((resolve) => {
    store.addEventListener('about', resolve, { once: true });
    setTimeout(resolve, 3000);
  });
  open();
  await heard;
  return attempt();
}

function report(action, target, signal, results) {
  const failed = results.filter((one) => !one.ok);
  const done = results.length - failed.length;
  const what = action === 'signal' ? `sent SIG${signal}` : DONE[action];
  if (results.length === 1) {
    const [one] = results;
    toast(`${one.p}: ${one.ok ? what : one.text}`, [], one.ok);
  } else if (results.length === 0) {
    toast(`${target.title}: nothing to do`, [], true);
  } else if (failed.length === 0) {
    toast(`${count(done, 'process')}: ${what}`, [], true);
  } else {
    toast(`${count(done, 'process')}: ${what}; ${failed.length} failed`, failed.map((one) => `${one.p}: ${one.text}`), false);
  }
}

/** A result; what has failed stays until it is dismissed. */
function toast(title, lines, good) {
  const element = h('div', { class: good ? 'toast' : 'toast bad', role: good ? 'status' : 'alert' },
    h('div', {}, h('p', {}, title),
      lines.length > 0
        ? h('ul', {}, lines.slice(0, LISTED).map((line) => h('li', {}, line)),
          lines.length > LISTED ? h('li', {}, `and ${lines.length - LISTED} more`) : null)
        : null),
    h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: () => element.remove() }, icon('close')));
  const all = $('toasts');
  all.append(element);
  while (all.children.length > 6) {
    all.firstChild.remove();
  }
  if (good) {
    setTimeout(() => element.remove(), 5000);
  }
}
