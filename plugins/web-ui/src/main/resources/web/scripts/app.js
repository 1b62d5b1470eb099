/** Puts the page together. */

import { $, attribute, text, withNextFrame } from './dom.js';
import { isAsleep, store } from './store.js';
import { time } from './format.js';
import { keep, recall } from './kept.js';
import { message } from './route.js';
import { request } from './server.js';
import * as keyboard from './keyboard.js';
import * as list from './list.js';

const THEMES = ['auto', 'light', 'dark'];
const AGAIN = 3000; // ms until what could not be loaded is asked for once more

function theme(name) {
  document.documentElement.dataset.theme = name;
  const label = `Colours: ${name === 'auto' ? 'automatic' : name}`;
  text($('theme'), name[0].toUpperCase() + name.slice(1));
  attribute($('theme'), 'aria-label', label);
  attribute($('theme'), 'title', label);
}

function nextTheme() {
  const name = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  theme(name);
  keep('theme', name);
}

const REFUSED = {
  401: 'You are logged out.',
  403: 'You may no longer look at this, trying again.',
  429: 'Too many attempts to log in, trying again.',
  503: 'Too many pages are open, or the server is busy, trying again.',
};

function lost() {
  if (isAsleep()) {
    return `Nobody looks, so nothing is asked. As of ${time(store.now(), store.now())}`;
  }
  const why = store.refused === 0 ? 'Connection lost, trying again.'
    : REFUSED[store.refused] ?? `The server answers ${store.refused}, trying again.`;
  return `${why} As of ${time(store.now(), store.now())}`;
}

function connection() {
  const state = store.about.state;
  const live = store.online && store.hello.token; // else it has not begun
  const ending = live && state !== '' && state !== 'RUNNING';
  document.body.classList.toggle('offline', !store.online);
  attribute($('connection'), 'class', `connection ${live && !ending ? 'live' : store.online && !ending ? '' : 'lost'}`);
  const end = state === 'RESTARTING' ? 'Daemon restarting' : 'Daemon stopping';
  text($('connection'), ending ? end : live ? 'Live' : store.online ? 'Connecting' : lost());
  $('login').hidden = store.online || store.refused !== 401;
}

function whoAndWhat() {
  const { identifier = '', version = '', pid = '', user } = store.hello;
  text($('identifier'), identifier);
  attribute($('identifier'), 'title', `Supervisor4J ${version}, pid ${pid}${user ? `, you are ${user}` : ''}`);
}

/** What is not on the first screen, which does not wait for it. */
async function begin() {
  try {
    const connected = import('./connection.js');
    await new Promise((resolve) => { withNextFrame(resolve)(); });
    (await connected).open();
    const [detail, views] = await Promise.all([import('./detail.js'), import('./views.js'), list.loadActions()]);
    detail.begin();
    views.begin();
    if (message) {
      const { toast } = await import('./toasts.js');
      toast(message, [], !/^(ERROR|unexpected|No such)/.test(message)); // supervisord's words
    }
  } catch (failure) {
    store.connected(false);
    onceMore();
    if (!(failure instanceof TypeError)) { // what import throws without a connection
      throw failure;
    }
  }
}

/** With a whole page, as soon as the server answers again. */
async function onceMore() {
  try {
    await request('ok.html', { cache: 'no-store' });
    location.reload();
  } catch {
    setTimeout(onceMore, AGAIN);
  }
}

const wished = recall('theme');
theme(THEMES.includes(wished) ? wished : 'auto');
$('theme').addEventListener('click', nextTheme);
store.addEventListener('connection', connection);
store.addEventListener('about', connection);
store.addEventListener('about', whoAndWhat);
$('login').addEventListener('click', () => location.reload());
store.open($('opening').textContent);
$('app').hidden = false;
list.begin();
keyboard.begin();
whoAndWhat();
begin();
