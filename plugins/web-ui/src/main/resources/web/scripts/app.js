/** Puts the page together. */

import { $, attribute, text } from './dom.js';
import { open } from './connection.js';
import { store } from './store.js';
import { time } from './format.js';
import * as detail from './detail.js';
import * as keyboard from './keyboard.js';
import * as list from './list.js';
import * as views from './views.js';

const THEMES = ['auto', 'light', 'dark'];

function theme(name) {
  document.documentElement.dataset.theme = name;
  const label = `Colours: ${name === 'auto' ? 'automatic' : name}`;
  text($('theme'), name[0].toUpperCase() + name.slice(1));
  attribute($('theme'), 'aria-label', label);
  attribute($('theme'), 'title', label);
}

function remembered() {
  try {
    return localStorage.getItem('theme') ?? 'auto';
  } catch {
    return 'auto'; // a browser that keeps nothing
  }
}

function nextTheme() {
  const name = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  theme(name);
  try {
    localStorage.setItem('theme', name);
  } catch {
    // It holds as long as the page is open.
  }
}

function connection() {
  const state = store.about.state;
  const ending = store.online && state !== '' && state !== 'RUNNING';
  document.body.classList.toggle('offline', !store.online);
  attribute($('connection'), 'class', `connection ${store.online && !ending ? 'live' : 'lost'}`);
  text($('connection'), ending ? (state === 'RESTARTING' ? 'Daemon restarting' : 'Daemon stopping')
    : store.online ? 'Live' : `Connection lost, trying again. As of ${time(store.now(), store.now())}`);
}

theme(THEMES.includes(remembered()) ? remembered() : 'auto');
$('theme').addEventListener('click', nextTheme);
store.addEventListener('connection', connection);
store.addEventListener('about', () => {
  connection();
  text($('identifier'), store.hello.identifier ?? '');
  attribute($('identifier'), 'title', `Supervisor4J ${store.hello.version ?? ''}, pid ${store.hello.pid ?? ''}${store.hello.user ? `, you are ${store.hello.user}` : ''}`);
});
open(); // first, so that the server answers while the page is put together
$('app').hidden = false;
list.begin();
detail.begin();
views.begin();
keyboard.begin();
