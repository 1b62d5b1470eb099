/**
 * What is sent to the server to be done. It answers at once; what has become of it comes by the stream of events,
 * however long it takes.
 */

import { open } from './connection.js';
import { request } from './server.js';
import { forget, note, noted } from './underway.js';
import { store } from './store.js';

const SILENT = 'the server does not answer; it may have been done or not. '
  + 'If many pages of this server are open, the browser has no connection left for it: close some';
export const LOST = 'the connection was lost; it may have been done or not';

const PATIENCE = 3000; // ms for a new token
const SENDING = 15_000; // ms: it is answered at once, if it gets a connection

const waiting = new Map(); // by the order's name: { accepted, resolve, reject }

store.addEventListener('result', (event) => waiting.get(event.detail.id)?.resolve(event.detail.result));
store.addEventListener('hello', () => {
  for (const [name, one] of waiting) {
    if (one.accepted && !store.hello.orders.includes(name)) {
      one.reject(new Error(LOST)); // the daemon has begun anew, and knows nothing of it
    }
  }
});

function newName() {
  return crypto.getRandomValues(new Uint32Array(3)).join('-');
}

/**
 * Answers what has become of each process; fails with an error whose message is for people, or as fetch does without a
 * connection.
 */
export function order(action, target, signal) {
  const name = newName();
  note(name, { action, target, signal });
  return outcome(name, async () => {
    const response = await post(form(name, action, target, signal));
    if (!response.ok) {
      throw new Error(refusal(response.status));
    }
  });
}

/**
 * What was ordered before the page was loaded anew: { action, target, signal, results }, the last as order answers.
 * Called once.
 */
export function earlier() {
  const told = store.results;
  store.results = null; // others come to who waits for them
  return Object.entries(noted()).map(([name, one]) => ({
    ...one,
    results: outcome(name, () => {
      if (told.has(name)) {
        waiting.get(name).resolve(told.get(name));
      } else if (store.hello.orders && !store.hello.orders.includes(name)) {
        throw new Error(LOST);
      }
    }),
  }));
}

/** @param send what has it accepted by the server, or knows that it was */
async function outcome(name, send) {
  const result = new Promise((resolve, reject) => { waiting.set(name, { accepted: false, resolve, reject }); });
  try {
    await send();
    waiting.get(name).accepted = true;
    const answer = await result;
    if (answer.failure) {
      throw new Error(answer.failure);
    }
    return answer.results;
  } finally {
    waiting.delete(name);
    forget(name);
  }
}

function refusal(status) {
  switch (status) {
    case 401: return 'you are logged out';
    case 403: return 'refused: reload the page';
    case 503: return 'the server has too much to do already; try again';
    default: return `the server answered ${status}`;
  }
}

function form(name, action, target, signal) {
  const body = new URLSearchParams({ order: name, action, signal });
  if (target.all) {
    body.set('all', '1');
  } else if (target.group) {
    body.set('group', target.group);
  } else {
    body.set('names', target.names.join('\n'));
  }
  return body;
}

function heard() {
  return new Promise((resolve) => {
    store.addEventListener('hello', resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
}

async function post(body) {
  if (!store.hello.token) {
    await heard(); // it is on its way
  }
  const response = await attempt(body);
  if (response.status !== 403) {
    return response;
  }
  // The daemon has begun anew, and its tokens too: the next connection brings one.
  const again = heard();
  open();
  await again;
  return attempt(body);
}

async function attempt(body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error(SILENT)), SENDING);
  try {
    return await request('api/actions',
      { method: 'POST', headers: { 'X-Supervisor-Token': store.hello.token }, body, signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}
