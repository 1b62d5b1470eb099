/** Results, in a corner of the page. */

import { $, h, icon } from './dom.js';
import { count } from './format.js';

const DONE = { start: 'started', stop: 'stopped', restart: 'restarted', clear: 'log cleared' };
const LISTED = 8; // failures
const MOST = 6; // at once of what went well
const FAILURES = 100; // at once
const END = 40; // pixels above the end that are the end, too
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

/** Where it is of use: at the next result, else at what is looked at. */
function keepKeyboard() {
  const places = [$('toasts').querySelector('button'), $('list'), $('views').querySelector('[aria-current=page]'), $('detail-title')];
  places.find((one) => {
    one?.focus();
    return one && one === document.activeElement;
  });
}

const list = (lines) => h('ul', {}, lines.map((line) => h('li', {}, line)));

/** What nobody wants to have read out, but may have to be looked for. */
function more(lines) {
  return lines.length > 0 ? h('details', {}, h('summary', {}, `and ${lines.length} more`), list(lines)) : null;
}

/** What has failed stays until it is dismissed; of very many the oldest are only counted. */
export function toast(title, lines, good) {
  const dismiss = () => {
    const hadKeyboard = element.contains(document.activeElement);
    element.remove();
    if (hadKeyboard) {
      keepKeyboard();
    }
  };
  const element = h('div', { class: good ? 'toast' : 'toast bad' },
    h('div', {}, h('p', {}, title), lines.length > 0 ? list(lines.slice(0, LISTED)) : null, more(lines.slice(LISTED))),
    h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: dismiss }, icon('close')));
  const all = $('toasts');
  const atEnd = all.scrollHeight - all.scrollTop - all.clientHeight < END; // else somebody reads further up
  all.append(element);
  if (atEnd) {
    all.scrollTop = all.scrollHeight;
  }
  const [fine, bad] = ['.toast:not(.bad)', '.toast.bad:not(.earlier)'].map((which) => [...all.querySelectorAll(which)]);
  fine.slice(0, -MOST).forEach((one) => one.remove());
  if (bad.length > FAILURES) {
    bad[0].remove();
    countEarlier(all);
  }
  if (good) {
    setTimeout(dismiss, SHOWN);
  }
}

function countEarlier(all) {
  let note = all.querySelector('.earlier');
  if (!note) {
    note = h('div', { class: 'toast bad earlier', 'data-count': '0' }, h('p', {}),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: () => note.remove() },
        icon('close')));
    all.prepend(note);
  }
  note.dataset.count = String(Number(note.dataset.count) + 1);
  note.firstChild.textContent = `${count(Number(note.dataset.count), 'earlier failure')}, shown no longer`;
}
