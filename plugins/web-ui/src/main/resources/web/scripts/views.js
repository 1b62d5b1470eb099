/** What can be looked at beside the processes: what happened, the daemon's log, and panels of plugins. */

import { arrange } from './arrange.js';
import { $, attribute, h, text, withNextFrame } from './dom.js';
import { changes, goOn } from './changes.js';
import { go, onRoute, route } from './route.js';
import { LogView } from './log.js';
import { isMarked, renewChildren } from './renew.js';
import { request } from './server.js';
import { store } from './store.js';

const PANEL = 5000; // ms between two looks at a plugin's panel
const PATIENCE = 10_000; // ms for its answer
const PAUSE = 200; // ms between two tables of activity, of up to 500 lines
const GONE = 'This panel is there no longer.';

let log = null;
let asked = null; // what aborts the one request for a panel
let timer = 0;
let look = () => {}; // at the panel
let shown = '';
let newest = null; // of the activity that is shown

function entries() {
  return [['processes', 'Processes'], ['activity', 'Activity'],
    ...(store.about.administer ? [['daemon', 'Daemon log']] : []),
    ...store.about.panels.map((title) => [`panel:${title}`, title])];
}

function tabs() {
  const bar = $('views');
  const there = new Map([...bar.children].map((one) => [one.dataset.view, one]));
  const tab = ([id, title]) => h('button',
    { type: 'button', 'data-view': id, onclick: () => go({ view: id, p: '' }) }, title);
  arrange(bar, entries().map((entry) => there.get(entry[0]) ?? tab(entry)));
  for (const one of bar.children) {
    attribute(one, 'aria-current', String(one.dataset.view === route.view && 'page'));
  }
}

/** Whoever points at a name, has the keyboard there or has selected text is not robbed of it. */
function isUsed(element) {
  return element.querySelector('th:hover') || element.contains(document.activeElement) || isMarked(element);
}

function activity() {
  if (route.view !== 'activity') {
    return;
  }
  const table = $('view-other').querySelector('.changes');
  if (table && isUsed(table)) {
    const newer = store.activity.indexOf(newest);
    text($('newer'), newer > 0 ? `${newer} newer, shown when you let go of these` : '');
    return;
  }
  newest = store.activity[0];
  if (table && newest) {
    text($('newer'), '');
    goOn(table, store.activity, store.now(), true);
  } else {
    $('view-other').replaceChildren(
      h('h2', {}, 'Activity ', h('span', { class: 'newer', id: 'newer' })), changes(store.activity, store.now(), true));
  }
}

const activitySoon = withNextFrame(activity, PAUSE);

/** Asks unless it has been asked: what plugins do may take its time, and of connections there are few. */
async function panel(title) {
  if (asked) {
    return;
  }
  const mine = new AbortController();
  asked = mine;
  const patience = setTimeout(() => mine.abort(), PATIENCE);
  try {
    const response = await request(`api/panel?title=${encodeURIComponent(title)}`, { signal: mine.signal });
    const answer = response.ok ? await response.json() : { failure: response.status === 404 ? GONE
      : `The server answered ${response.status}, trying again.` };
    if (mine === asked) {
      showPanel(title, answer.failure ? [trouble(answer.failure)] : answer.blocks.map(block));
    }
  } catch (failure) {
    if (failure.name === 'AbortError') {
      if (mine === asked) {
        showPanel(title, [trouble('This panel does not answer, trying again.')]);
      }
    } else if (!(failure instanceof TypeError)) { // no connection: it is asked again
      throw failure;
    }
  } finally {
    clearTimeout(patience);
    asked = mine === asked ? null : asked;
  }
}

const trouble = (what) => h('p', { class: 'trouble' }, what);

/** What somebody has marked to copy it waits for the next time. */
function showPanel(title, content) {
  if (!isMarked($('view-other'))) {
    renewChildren($('view-other'), [h('h2', {}, title), ...content]);
  }
}

/** One that is gone is not asked for, and comes back by itself. */
function lookAt(title) {
  if (document.hidden || !store.online) {
    return;
  }
  if (store.about.panels.includes(title)) {
    panel(title);
  } else {
    showPanel(title, [trouble(GONE)]);
  }
}

function forgetPanel() {
  clearInterval(timer);
  look = () => {};
  const mine = asked;
  asked = null; // first, so that it is not said not to answer
  mine?.abort();
}

function block(one) {
  if (one.text !== undefined) {
    return h('p', { class: 'panel-text' }, one.text);
  }
  if (one.links) {
    const links = one.links.map((link) => h('a', { href: link.target, rel: 'noreferrer' }, link.text));
    return h('p', { class: 'panel-links' }, links);
  }
  return h('table', { class: 'panel-table' },
    h('thead', {}, h('tr', {}, one.headings.map((title) => h('th', { scope: 'col' }, title)))),
    h('tbody', {}, one.rows.map((row) => h('tr', {}, one.headings.map((_, i) => h('td', {}, row[i] ?? ''))))));
}

function show() {
  tabs();
  $('view-processes').hidden = route.view !== 'processes';
  $('view-other').hidden = route.view === 'processes';
  if (shown === route.view) {
    return;
  }
  shown = route.view;
  log?.close();
  log = null;
  forgetPanel();
  $('view-other').replaceChildren();
  attribute($('view-other'), 'aria-label', entries().find(([id]) => id === route.view)?.[1] ?? 'View');
  if (route.view === 'activity') {
    activity();
  } else if (route.view === 'daemon') {
    log = new LogView('mainlogtail', 'Log of the daemon');
    $('view-other').append(h('h2', {}, 'Daemon log'), log.element);
  } else if (route.view.startsWith('panel:')) {
    const title = route.view.slice('panel:'.length);
    look = () => lookAt(title);
    showPanel(title, [h('p', { class: 'empty' }, 'Loading')]);
    look();
    timer = setInterval(() => look(), PANEL);
  }
}

export function begin() {
  onRoute(show);
  store.addEventListener('about', () => {
    show();
    look();
  });
  store.addEventListener('connection', () => look());
  store.addEventListener('change', activitySoon);
  ['pointerout', 'focusout'].forEach((type) => $('view-other').addEventListener(type, activitySoon));
  document.addEventListener('selectionchange', activitySoon);
  show();
}
