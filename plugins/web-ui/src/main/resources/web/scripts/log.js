/** A log as it grows: followed over rotations by the server, searched and coloured here. */

import { h, text, withNextFrame } from './dom.js';
import { LogLines } from './loglines.js';
import { LogStream } from './logstream.js';
import { sight } from './sight.js';
import { store } from './store.js';

const EMPTY = 500; // ms after which a log from which nothing comes is an empty one
const HAND = 1000; // ms after which what scrolls is no hand
const END = 40; // pixels above the end that are the end, too
const UP = ['ArrowUp', 'PageUp', 'Home'];

const SEARCHED = 'What is shown here is searched: of what was in the file when it was opened the last 256 KiB, and '
  + 'what has come since, no more than 5,000 lines or two million characters, or twice that while it is not followed. Older files are not.';

export class LogView {
  #lines;
  #stream;
  #closed = new AbortController();
  #anew = 0; // what empties it if nothing comes
  #waits = false; // for somebody who looks, and wants to follow
  #at = null; // the match that is looked at
  #hand = -Infinity; // when it was at work here
  #finger = 0; // how far down it is
  #draw = withNextFrame(() => this.#show());

  /**
   * @param url of the stream
   * @param name of the log, for who does not see where it stands
   */
  constructor(url, name) {
    this.body = h('div', {
      class: 'log-lines', role: 'log', 'aria-live': 'off', 'aria-label': name, tabindex: '0',
      onscroll: () => this.#scrolled(),
    });
    this.#watchHands();
    this.#buildTools();
    this.#lines = new LogLines(this.body, (entry) => this.#mark(entry, this.find.value.toLowerCase()));
    this.#stream = new LogStream(url, {
      begins: () => this.#begins(),
      take: (piece) => this.#come(piece),
      say: (what) => text(this.status, what),
      breaks: () => this.#breaks(),
    });
    store.addEventListener('silence', () => this.#breaksOff(), { signal: this.#closed.signal });
    sight.addEventListener('away', () => this.#wait('Paused'), { signal: this.#closed.signal });
    sight.addEventListener('back', () => this.#back(), { signal: this.#closed.signal });
    this.#stream.open();
  }

  #watchHands() {
    const on = (type, listener) => this.body.addEventListener(type, listener, { passive: true });
    on('wheel', ({ deltaY }) => this.#moves(deltaY < 0));
    on('keydown', ({ key }) => this.#moves(UP.includes(key)));
    on('touchstart', ({ touches }) => { this.#finger = touches[0].clientY; });
    on('touchmove', ({ touches }) => {
      this.#moves(touches[0].clientY > this.#finger);
      this.#finger = touches[0].clientY;
    });
    on('pointerdown', () => { this.#hand = Infinity; });
    for (const type of ['pointerup', 'pointercancel']) {
      addEventListener(type, () => { this.#hand = Math.min(this.#hand, performance.now()); }, { signal: this.#closed.signal });
    }
  }

  /** Up is away from the end, however little: new lines would take it back. */
  #moves(up) {
    const { body } = this;
    if (up && body.scrollHeight > body.clientHeight) {
      this.follow.checked = false;
      this.#hand = -Infinity;
    } else {
      this.#hand = performance.now();
    }
  }

  #buildTools() {
    this.find = h('input', {
      type: 'search', placeholder: 'Search', 'aria-label': 'Search in the log',
      autocomplete: 'off', spellcheck: 'false',
      oninput: () => this.#search(), onkeydown: (event) => this.#key(event),
    });
    this.count = h('span', { class: 'count', 'aria-live': 'polite', title: SEARCHED });
    this.only = h('input', { type: 'checkbox', onchange: () => this.#onlyHits() });
    this.follow = h('input', { type: 'checkbox', checked: true, onchange: () => this.#followed() });
    this.wrap = h('input', { type: 'checkbox', checked: true,
      onchange: () => this.body.classList.toggle('nowrap', !this.wrap.checked) });
    this.status = h('span', { class: 'log-status', role: 'status' }, 'Loading');
    this.element = h('div', { class: 'log' },
      h('div', { class: 'log-tools' }, this.find,
        this.#stepButton('Previous match', -1, '↑'), this.#stepButton('Next match', 1, '↓'),
        this.count,
        h('label', {}, this.only, 'only matches'), h('label', {}, this.wrap, 'wrap'),
        h('label', {}, this.follow, 'follow'), this.status),
      this.body);
  }

  #stepButton(label, by, sign) {
    return h('button', { type: 'button', 'aria-label': label, title: label, onclick: () => this.#step(by) }, sign);
  }

  close() {
    this.#closed.abort();
    this.#stop();
  }

  #stop() {
    this.#stream.close();
    clearTimeout(this.#anew);
    this.#anew = 0;
  }

  // ---- what comes ----

  /** There is another log of this name now. */
  anew() {
    if (this.#isRead()) {
      this.#wait('There is another log now; follow it to see it');
    } else if (!this.#waits) {
      this.#stop();
      this.#stream.open();
    }
  }

  /** Whether somebody reads further up: what he reads stays until he wants to follow the log again. */
  #isRead() {
    return !this.follow.checked && this.#lines.shown.length > 0;
  }

  #wait(why) {
    this.#waits = true;
    this.#stop();
    text(this.status, why);
  }

  #breaks() {
    if (this.#isRead()) {
      this.#wait('Connection lost; it goes on when you follow it');
    }
    return !this.#waits;
  }

  /** Its connection is probably as dead as that of the page, and would never say so. */
  #breaksOff() {
    if (this.#breaks()) {
      text(this.status, 'Connection lost');
      this.#stream.open();
    }
  }

  #back() {
    this.#goOn();
    if (this.#waits) {
      text(this.status, 'Paused; it goes on when you follow it');
    }
  }

  /** It begins anew. */
  #goOn() {
    if (this.#waits && !document.hidden && !this.#isRead()) {
      this.#waits = false;
      this.#stream.open();
    }
  }

  #begins() {
    clearTimeout(this.#anew);
    this.#anew = setTimeout(() => this.#beginAnew(), EMPTY);
  }

  /** What was shown before stays until there is something else: in a flood that may take a while. */
  #beginAnew() {
    if (this.#anew) {
      clearTimeout(this.#anew);
      this.#anew = 0;
      this.clear();
    }
  }

  #come(piece) {
    this.#beginAnew();
    this.#lines.take(piece);
    this.#draw();
  }

  #show() {
    if (this.#lines.show(this.#isRead())) {
      this.#draw();
    }
    if (this.#isRead() && this.#lines.isFull) {
      this.#wait('Paused, for there are enough lines; it goes on when you follow it');
    }
    this.#tell();
    this.#toEnd();
  }

  /** Forgets what is shown; what comes goes on. */
  clear() {
    this.#lines.clear();
    this.#at = null;
    this.#tell();
  }

  // ---- following ----

  #toEnd() {
    if (this.follow.checked) {
      this.body.scrollTop = this.body.scrollHeight;
    }
  }

  #followed() {
    this.#toEnd();
    this.#goOn();
  }

  /** Who scrolls up wants to read; who is at the end again wants to see what comes. */
  #scrolled() {
    if (performance.now() - this.#hand > HAND) {
      return; // new lines, not a hand
    }
    this.follow.checked = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < END;
    this.#goOn();
  }

  // ---- searching ----

  #onlyHits() {
    this.body.classList.toggle('only-hits', this.only.checked && this.find.value !== '');
  }

  #mark(entry, wanted) {
    entry.hit = wanted !== '' && entry.plain.includes(wanted);
    entry.element.classList.toggle('hit', entry.hit);
  }

  #search() {
    const wanted = this.find.value.toLowerCase();
    this.#lines.shown.forEach((entry) => this.#mark(entry, wanted));
    this.#lookAt(null);
    this.#onlyHits();
    this.#tell();
    if (wanted) {
      this.#step(-1);
    }
  }

  #tell() {
    const { shown } = this.#lines;
    const hits = () => shown.filter((entry) => entry.hit).length;
    text(this.count, this.find.value ? `${hits()} of the last ${shown.length} lines` : '');
  }

  #step(by) {
    const hits = this.#lines.shown.filter((entry) => entry.hit);
    if (hits.length === 0) {
      this.#lookAt(null);
      return;
    }
    const before = hits.indexOf(this.#at);
    const next = before < 0 ? (by < 0 ? hits.length - 1 : 0) : (before + by + hits.length) % hits.length;
    this.follow.checked = false;
    this.#lookAt(hits[next]);
  }

  #lookAt(entry) {
    this.#at?.element.classList.remove('at');
    this.#at = entry;
    entry?.element.classList.add('at');
    entry?.element.scrollIntoView({ block: 'center' });
  }

  #key(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    }
  }
}
