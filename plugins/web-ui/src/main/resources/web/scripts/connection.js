/**
 * The stream of events: it comes back by itself, says so, and goes on where it was, at first where the page was when it
 * was sent. Not an EventSource, which does not tell why it was refused, and so could not say what to do.
 */

import { events } from './events.js';
import { request } from './server.js';
import { sight } from './sight.js';
import { store } from './store.js';

const SILENCE = 10_000; // ms: something comes every two seconds
const HELLO = 4_000; // ms: the first word comes at once, unless the browser has taken a connection that is dead
const LONGEST = 10_000; // ms between attempts
const BRIEF = 5_000; // ms: what has lasted longer may be opened again at once

let current = null; // what aborts the stream
let attempt = 0;
let watch = 0;
let again = 0;
let silent = 0; // attempts to which there was no word

const TAKE = {
  hello: (event) => {
    attempt = 0;
    if (silent > 0) {
      silent = 0;
      othersMayBeDead(); // now there is a connection that carries something
    }
    store.hear(JSON.parse(event.data));
    store.connected(true);
  },
  board: (event) => store.board(JSON.parse(event.data), event.id),
  result: (event) => store.result(JSON.parse(event.data)),
  usage: (event) => store.usage(JSON.parse(event.data)),
};

function close() {
  clearTimeout(watch);
  clearTimeout(again);
  current?.abort();
  current = null;
}

/** What else has a connection cannot know. */
function othersMayBeDead() {
  store.dispatchEvent(new Event('silence'));
}

function alive(patience = SILENCE) {
  clearTimeout(watch);
  watch = setTimeout(() => {
    store.connected(false);
    if (silent === 0) {
      othersMayBeDead();
    }
    silent += 1;
    open();
  }, patience);
}

/** Answers the status with which it was refused; 0 if it ended otherwise. */
async function listen(mine) {
  try {
    const since = store.seen ? `?since=${encodeURIComponent(store.seen)}` : '';
    const response = await request(`api/events${since}`, { cache: 'no-store', signal: mine.signal });
    if (!response.ok) {
      return response.status;
    }
    for await (const event of events(response.body)) {
      if (mine !== current) {
        return 0;
      }
      alive();
      told(event);
    }
  } catch (failure) {
    if (!(failure instanceof TypeError) && failure.name !== 'AbortError') { // what fetch throws
      throw failure;
    }
  }
  return 0;
}

function told(event) {
  try {
    TAKE[event.event]?.(event);
  } catch (failure) {
    reportError(failure); // ours, and no reason to connect anew
  }
}

export async function open() {
  close();
  const mine = new AbortController();
  current = mine;
  alive(Math.min(SILENCE, HELLO * 2 ** silent));
  const begun = performance.now();
  const status = await listen(mine);
  if (mine !== current) {
    return;
  }
  close();
  if (status === 0 && performance.now() - begun > BRIEF && attempt === 0) {
    attempt = 1;
    open(); // ended by the server, as when what may be seen has changed: it has something else to say
    return;
  }
  store.connected(false, status);
  attempt += 1;
  if (status !== 401) { // or the browser would ask for a password again and again
    again = setTimeout(open, Math.min(LONGEST, 250 * 2 ** attempt));
  }
}

sight.addEventListener('away', () => {
  close();
  store.connected(false, store.refused); // who is logged out stays so
});
sight.addEventListener('back', () => {
  if (current === null && store.refused !== 401) {
    attempt = 0;
    open();
  }
});
window.addEventListener('online', () => {
  if (!store.online && store.refused !== 401) {
    open();
  }
});
