/** The stream of events: it comes back by itself, says so, and goes on where it was. */

import { store } from './store.js';

const SILENCE = 10_000; // ms: something comes every two seconds
const HIDDEN = 300_000; // ms: a page that nobody sees lets go of its connection then
const LONGEST = 10_000; // ms between attempts

let source = null;
let last = '';
let attempt = 0;
let watch = 0;
let again = 0;
let asleep = 0;

function alive() {
  clearTimeout(watch);
  watch = setTimeout(() => {
    lost();
    open();
  }, SILENCE);
}

function lost() {
  if (store.online || attempt === 0) {
    store.connected(false);
  }
}

function close() {
  clearTimeout(watch);
  clearTimeout(again);
  source?.close();
  source = null;
}

export function open() {
  close();
  source = new EventSource(`api/events${last ? `?since=${encodeURIComponent(last)}` : ''}`);
  alive();
  source.addEventListener('hello', (event) => {
    attempt = 0;
    alive();
    store.hear(JSON.parse(event.data));
    store.connected(true);
  });
  source.addEventListener('board', (event) => {
    alive();
    last = event.lastEventId;
    store.board(JSON.parse(event.data));
  });
  source.addEventListener('usage', (event) => {
    alive();
    store.usage(JSON.parse(event.data));
  });
  source.addEventListener('error', () => {
    close();
    lost();
    attempt += 1;
    again = setTimeout(open, Math.min(LONGEST, 250 * 2 ** attempt));
  });
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(asleep);
  if (document.hidden) {
    asleep = setTimeout(() => {
      close();
      store.connected(false);
    }, HIDDEN);
  } else if (source === null) {
    attempt = 0;
    open();
  }
});
window.addEventListener('online', () => {
  if (!store.online) {
    open();
  }
});
