/** What is shown stands in the address, behind the #: it can be kept, sent, and gone back to. */

const DEFAULTS = { view: 'processes', q: '', state: '', group: '', sort: 'name', p: '', tab: 'overview' };

/** What there is to choose from; of plugins' panels the server knows. */
const THERE = {
  view: /^(processes|activity|daemon|panel:.+)$/s,
  sort: /^-?(state|name|info|pid|cpu|memory|restarts)$/,
  tab: /^(overview|stdout|stderr|configuration)$/,
};

export const route = { ...DEFAULTS };
/** What the plain page, or a link to it, has to say; '' if nothing. */
export const message = new URLSearchParams(location.search).get('message') ?? '';
const listeners = [];

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const wanted = given.get(name) ?? value;
    route[name] = THERE[name]?.test(wanted) === false ? value : wanted;
  }
}

function write(replace) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (route[name] !== value) {
      parts.set(name, route[name]);
    }
  }
  const hash = parts.toString();
  const address = `${location.pathname}${hash ? `#${hash}` : ''}`;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
}

/** Goes there; typing and sorting are no places to go back to. */
export function go(changes, replace = false) {
  const before = { ...route };
  Object.assign(route, changes);
  if (Object.keys(DEFAULTS).some((name) => before[name] !== route[name])) {
    write(replace);
    listeners.forEach((listener) => listener());
  }
}

export function onRoute(listener) {
  listeners.push(listener);
}

function readAndTell() {
  read();
  listeners.forEach((listener) => listener());
}

window.addEventListener('popstate', readAndTell);
window.addEventListener('hashchange', readAndTell);
read();
if (location.search) {
  // What is behind the ? is for the plain page, and no part of this one's address.
  write(true);
}
