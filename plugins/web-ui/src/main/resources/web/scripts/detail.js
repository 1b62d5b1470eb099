/** One process: how it is, how it was, its logs and its configuration. */

import { cover } from './cover.js';
import { $, attribute, h, icon, text } from './dom.js';
import { duration } from './format.js';
import { go, onRoute, route } from './route.js';
import { LogView } from './log.js';
import { Overview } from './overview.js';
import { setCurrent } from './list.js';
import { may } from './possible.js';
import { perform } from './actions.js';
import { isMarked, renewChildren } from './renew.js';
import { request } from './server.js';
import { store } from './store.js';

const TABS = [['overview', 'Overview'], ['stdout', 'Output'], ['stderr', 'Errors'], ['configuration', 'Configuration']];

const PATIENCE = 10_000; // ms for what is not in the list
const NOT_THERE = 'There is no process of this name.';

let shown = { id: '', tab: '' };
let parts = null;
let log = null;
let known = null; // what /api/process said last
let asked = 0;

function tabs() {
  const tab = ([id, title]) => h('button', {
    type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'tab-panel',
    onclick: () => go({ tab: id }, true), onkeydown: tabKey,
  }, title);
  return h('div', { class: 'tabs', role: 'tablist', 'aria-label': route.p }, TABS.map(tab));
}

function tabKey(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by) {
    event.preventDefault();
    event.stopPropagation();
    const at = TABS.findIndex(([id]) => id === route.tab);
    const [id] = TABS[(at + by + TABS.length) % TABS.length];
    go({ tab: id }, true);
    $(`tab-${id}`).focus();
  }
}

function build(id) {
  const act = (action, label) => h('button',
    { type: 'button', 'data-act': action, onclick: () => perform(action, { names: [id], title: id }) }, label);
  const close = h('button', {
    type: 'button', class: 'icon-button', 'aria-label': 'Close', title: 'Close (Esc)',
    onclick: () => go({ p: '', tab: 'overview' }),
  }, icon('close'));
  parts = {
    badge: h('span', { class: 'state' }),
    facts: h('dl', { class: 'facts' }),
    buttons: h('div', { class: 'detail-actions' }, act('start', 'Start'), act('restart', 'Restart'),
      act('stop', 'Stop'), act('signal', 'Signal'), act('clear', 'Clear logs')),
    trouble: h('p', { class: 'trouble', hidden: true }),
    panel: h('div', { class: 'tab-panel', role: 'tabpanel', id: 'tab-panel' }),
  };
  $('detail').replaceChildren(
    h('div', { class: 'detail-head' }, parts.badge, h('h2', { tabindex: '-1', id: 'detail-title', title: id }, id), close),
    parts.facts, parts.trouble, parts.buttons, tabs(), parts.panel);
  attribute($('detail'), 'aria-label', `Process ${id}`);
}

function update() {
  if (!route.p || !parts) {
    return;
  }
  const process = store.byId(route.p);
  if (!process) {
    attribute(parts.badge, 'class', 'state');
    text(parts.badge, 'not there');
    parts.facts.replaceChildren();
    parts.trouble.hidden = true;
    parts.buttons.querySelectorAll('button').forEach((one) => { one.disabled = true; });
    return;
  }
  attribute(parts.badge, 'class', `state ${process.s.toLowerCase()}`);
  text(parts.badge, process.s.toLowerCase());
  facts(process);
  const trouble = ['FATAL', 'BACKOFF', 'UNKNOWN'].includes(process.s) ? process.err : '';
  parts.trouble.hidden = trouble === '';
  text(parts.trouble, trouble);
  parts.buttons.querySelectorAll('button').forEach((one) => { one.disabled = !may(one.dataset.act, process); });
}

function facts(process) {
  const now = store.now();
  const wanted = [['PID', process.pid ? String(process.pid) : '–'],
    ['Up', process.s === 'RUNNING' ? duration(now - process.st) : '–'],
    ['Restarts', String(process.rs)],
    ['Last end', process.en ? `${process.x ? `${process.x}, ` : ''}${duration(now - process.en)} ago` : '–']];
  if (parts.facts.children.length === 0) {
    parts.facts.append(...wanted.map(([name]) => h('div', {}, h('dt', {}, name), h('dd', {}))));
  }
  wanted.forEach(([, value], i) => text(parts.facts.children[i].lastChild, value));
}

// ---- tabs ----

function show() {
  log?.close();
  log = null;
  for (const [id] of TABS) {
    attribute($(`tab-${id}`), 'aria-selected', String(id === route.tab));
    attribute($(`tab-${id}`), 'tabindex', id === route.tab ? '0' : '-1');
  }
  attribute(parts.panel, 'aria-labelledby', `tab-${route.tab}`);
  parts.panel.replaceChildren();
  shown.isKept = isKept();
  if (!shown.isKept) {
    parts.panel.append(h('p', { class: 'empty' }, notKept()));
  } else if (isLog()) {
    log = new LogView(`logtail/${encodeURIComponent(route.p)}/${route.tab}`,
      `${route.tab === 'stdout' ? 'Output' : 'Errors'} of ${route.p}`);
    parts.panel.append(log.element);
    log.element.scrollIntoView({ block: 'nearest' }); // where there is no room for what is above it
  } else {
    drawTab();
    ask();
  }
}

const isLog = () => route.tab === 'stdout' || route.tab === 'stderr';

/** Whether there is a file of what the tab shows, as far as is known. */
function isKept() {
  const process = store.byId(route.p);
  return !isLog() || !process || process[route.tab];
}

function notKept() {
  const option = `${route.tab}_logfile`;
  return route.tab === 'stderr'
    ? `There is no file of it: redirect_stderr sends it to the output, or ${option} names none (see Configuration).`
    : `There is no file of it: ${option} names none (see Configuration).`;
}

/** Asks for what is not in the list; again whenever the process has changed. */
async function ask() {
  if (!store.byId(route.p)) {
    return;
  }
  asked += 1;
  const mine = asked;
  try {
    const response = await request(`api/process?name=${encodeURIComponent(route.p)}`,
      { signal: AbortSignal.timeout(PATIENCE) });
    const answer = response.ok ? await response.json() : null;
    if (mine === asked && parts && answer) {
      const before = new Map(known?.changes.map((one) => [`${one.i} ${one.t}`, one]));
      known = answer;
      known.changes = known.changes.map((one) => before.get(`${one.i} ${one.t}`) ?? one); // what is drawn already
      drawTab();
    }
  } catch (failure) {
    if (failure.name === 'TimeoutError') {
      if (mine === asked && parts && !log) {
        ask();
      }
    } else if (!(failure instanceof TypeError)) { // no connection: the page says so, and asks when it is back
      throw failure;
    }
  }
}

function drawTab() {
  if (route.tab === 'configuration') {
    configuration();
  } else if (route.tab === 'overview') {
    overview();
  }
}

/** A value; of variables a line each. */
function value(one) {
  return typeof one !== 'object' ? String(one)
    : Object.entries(one).map(([name, text]) => h('div', {}, `${name}=${text}`));
}

const note = (what) => h('p', { class: 'outdated', role: 'note' }, what);

/** What is to be said of the configuration that is shown. */
function about() {
  if (!store.byId(route.p)) {
    return note('The process is there no longer; this was its configuration.');
  }
  return known.outdated
    ? note('The configuration that was read last is another; this is in force until an update.') : null;
}

function configuration() {
  if (known?.p !== route.p) {
    parts.panel.replaceChildren(...(store.byId(route.p) ? [] : [h('p', { class: 'empty' }, NOT_THERE)]));
    return;
  }
  const row = ([name, one]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value(one)));
  const table = h('table', { class: 'options', 'aria-label': 'Configuration' },
    h('tbody', {}, Object.entries(known.configuration).map(row)));
  if (!isMarked(parts.panel)) {
    renewChildren(parts.panel, [about(), table].filter(Boolean));
  }
}

function overview() {
  const process = store.byId(route.p);
  if (process) {
    parts.overview ??= new Overview();
    if (!parts.overview.element.isConnected) {
      parts.panel.replaceChildren(parts.overview.element);
    }
    parts.overview.show(process, known?.p === route.p ? known : null, store.now());
  } else {
    parts.panel.replaceChildren(h('p', { class: 'empty' }, NOT_THERE));
  }
}

function routed() {
  const detail = $('detail');
  if (!route.p) {
    log?.close();
    log = null;
    parts = null;
    const hadKeyboard = detail.contains(document.activeElement);
    detail.hidden = true;
    detail.replaceChildren();
    cover();
    if (hadKeyboard) {
      setCurrent(shown.id); // or it would be nowhere
    }
    shown = { id: '', tab: '' };
    return;
  }
  const another = shown.id !== route.p;
  if (another || shown.tab !== route.tab) {
    shown = { id: route.p, tab: route.tab, key: store.byId(route.p)?.k };
    if (another) {
      build(route.p);
      detail.hidden = false;
      cover();
    }
    update();
    show();
  }
}

export function begin() {
  let version = '';
  store.addEventListener('change', () => {
    update();
    if (parts && isKept() !== shown.isKept) {
      show(); // its configuration is another
    }
    const process = store.byId(route.p);
    if (log && process && shown.key && process.k !== shown.key) {
      log.anew(); // it was removed and added, its log may be another
    }
    shown.key = process?.k ?? shown.key;
    const now = process ? [process.k, process.s, process.pid, process.rs, process.en].join() : '';
    if (parts && now !== version && !log) {
      if (process) {
        ask();
      } else {
        drawTab();
      }
    }
    version = now;
  });
  store.addEventListener('about', () => { // among it, that the file has been read again
    if (parts && route.tab === 'configuration') {
      ask();
    }
  });
  store.addEventListener('connection', update);
  store.addEventListener('cleared', (event) => event.detail.includes(route.p) && log?.clear());
  store.addEventListener('usage', () => {
    update();
    if (route.p && route.tab === 'overview' && parts) {
      overview();
    }
  });
  onRoute(routed);
  routed();
}
