/** Results, in a corner of the page. */

import { $, h, icon } from './dom.js';
import { count } from './format.js';

const DONE = { start: 'started', stop: 'stopped', restart: 'restarted', clear: 'log cleared' };
const LISTED = 8; // failures
const MOST = 6; // at once
const SHOWN = 5000; // ms, if all is well

/** Tells what has become of what was ordered. */
export function report(action, target, signal, results) {
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
    const why = failed.map((one) => `${one.p}: ${one.text}`);
    toast(`${count(done, 'process')}: ${what}; ${failed.length} failed`, why, false);
  }
}

/** What has failed stays until it is dismissed. */
export function toast(title, lines, good) {
  const more = lines.length - LISTED;
  const list = h('ul', {}, lines.slice(0, LISTED).map((line) => h('li', {}, line)),
    more > 0 ? h('li', {}, `and ${more} more`) : null);
  const dismiss = () => element.remove();
  const element = h('div', { class: good ? 'toast' : 'toast bad', role: good ? 'status' : 'alert' },
    h('div', {}, h('p', {}, title), lines.length > 0 ? list : null),
    h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: dismiss }, icon('close')));
  const all = $('toasts');
  all.append(element);
  while (all.children.length > MOST) {
    all.firstChild.remove();
  }
  if (good) {
    setTimeout(dismiss, SHOWN);
  }
}
