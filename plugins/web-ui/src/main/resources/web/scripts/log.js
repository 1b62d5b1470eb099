/** A log as it grows: followed over rotations by the server, searched and coloured here. */

import { h, text, withNextFrame } from './dom.js';
import { Style, render } from './ansi.js';
import { pieces } from './pieces.js';
import { sight } from './sight.js';

const LINES = 5000; // that are kept
const BEGIN = 256 * 1024; // bytes of what is in the log already
const EMPTY = 500; // ms after which a log from which nothing comes is an empty one
const LONGEST = 20_000; // characters of a line
const FRAME = { lines: 400, characters: 100_000 }; // of what comes that are shown at a time
const REFUSED = {
  401: 'You are logged out.',
  403: 'You may not look at it.',
  404: 'There is no log (yet).',
  503: 'Its disk does not answer, or too many follow logs. Trying again.',
};

function newEntry() {
  return { element: h('div', { class: 'line' }), plain: '', hit: false };
}

export class LogView {
  #url;
  #lines = []; // { element, plain, hit }
  #waiting = []; // lines that have come and are not shown yet
  #passed = 0; // how many came too fast to be shown, just before those that wait
  #rest = ''; // of a line that has no end yet: a question, or how far something is
  #open = null; // what shows it
  #style = new Style();
  #abort = null;
  #closed = new AbortController();
  #reading = 0; // which attempt to follow it is the last; there is one at a time
  #anew = 0; // what begins it anew if nothing comes
  #paused = false; // since nobody has looked
  #at = null; // the match that is looked at
  #attempt = 0;
  #hand = 0; // when it was at work here
  #draw = withNextFrame(() => this.#flush());

  /** @param url of the stream */
  constructor(url) {
    this.#url = url;
    this.body = h('div', {
      class: 'log-lines', role: 'log', 'aria-live': 'off', 'aria-label': 'Log', tabindex: '0',
      onscroll: () => this.#scrolled(),
    });
    for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
      const touched = () => { this.#hand = type === 'pointerdown' ? Infinity : performance.now(); };
      this.body.addEventListener(type, touched, { passive: true });
    }
    this.body.addEventListener('pointerup', () => { this.#hand = performance.now(); });
    this.find = h('input', {
      type: 'search', placeholder: 'Search', 'aria-label': 'Search in the log',
      autocomplete: 'off', spellcheck: 'false',
      oninput: () => this.#search(), onkeydown: (event) => this.#key(event),
    });
    this.count = h('span', { class: 'count', 'aria-live': 'polite' });
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
    sight.addEventListener('away', () => this.#pause(), { signal: this.#closed.signal });
    sight.addEventListener('back', () => this.#goOn(), { signal: this.#closed.signal });
    this.#read();
  }

  #stepButton(label, by, sign) {
    return h('button', { type: 'button', 'aria-label': label, title: label, onclick: () => this.#step(by) }, sign);
  }

  #onlyHits() {
    this.body.classList.toggle('only-hits', this.only.checked && this.find.value !== '');
  }

  /** There is another log of this name now. */
  anew() {
    if (!this.#paused) {
      this.#stop();
      this.#attempt = 0;
      this.#read();
    }
  }

  close() {
    this.#closed.abort();
    this.#stop();
  }

  #stop() {
    this.#reading += 1;
    this.#abort?.abort();
    clearTimeout(this.#anew);
    this.#anew = 0;
  }

  #pause() {
    this.#paused = true;
    this.#stop();
    text(this.status, 'Paused');
  }

  /** It begins anew: who was reading somewhere in it keeps what he reads until he wants to follow it again. */
  #goOn() {
    if (this.#paused && this.follow.checked) {
      this.#paused = false;
      this.#attempt = 0;
      this.#read();
    }
  }

  /** What was shown before stays until there is something else: in a flood that may take a while. */
  #beginAnew() {
    if (this.#anew) {
      clearTimeout(this.#anew);
      this.#anew = 0;
      this.clear();
    }
  }

  async #read() {
    this.#reading += 1;
    const mine = this.#reading;
    while (mine === this.#reading) {
      this.#abort = new AbortController();
      try {
        const response = await fetch(`${this.#url}?limit=${BEGIN}`, { signal: this.#abort.signal });
        if (!response.ok) {
          text(this.status, REFUSED[response.status] ?? `The server answered ${response.status}.`);
          if (response.status === 401) {
            return; // or the browser would ask for a password again and again
          }
        } else {
          this.#anew = setTimeout(() => this.#beginAnew(), EMPTY);
          this.#attempt = 0;
          text(this.status, 'Live');
          for await (const piece of pieces(response.body)) {
            this.#come(piece);
          }
          text(this.status, 'Connection lost');
        }
      } catch (failure) {
        if (mine !== this.#reading) {
          return;
        }
        text(this.status, 'Connection lost');
        failure instanceof TypeError || reportError(failure); // what fetch throws, or else a fault of ours
      }
      this.#attempt += 1;
      await new Promise((resolve) => { setTimeout(resolve, Math.min(8000, 250 * 2 ** this.#attempt)); });
    }
  }

  #come(piece) {
    this.#beginAnew();
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop();
    if (this.#rest.length > LONGEST) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    this.#waiting = this.#waiting.concat(lines);
    if (this.#waiting.length > LINES) {
      this.#pass(this.#waiting.length - LINES);
    }
    this.#draw();
  }

  /** Of more than can be shown the last are; what the others say of colours is lost with them. */
  #pass(number) {
    this.#waiting = this.#waiting.slice(number);
    this.#passed += number;
    this.#open?.element.remove(); // the beginning of the first of them
    this.#open = null;
    this.#style = new Style();
  }

  /** A line is complete: what has shown its beginning shows it now. */
  #end(line) {
    const entry = this.#open ?? newEntry();
    this.#open = null;
    entry.element.classList.remove('open');
    this.#fill(entry, line, this.#style);
    return entry;
  }

  /** As many as a frame has time for; the others have to wait for the next. */
  #fresh() {
    const fresh = [];
    if (this.#passed > 0) {
      const note = newEntry();
      note.element.classList.add('passed');
      note.element.append(`${this.#passed.toLocaleString('en')} lines came too fast to be shown`);
      fresh.push(note);
      this.#passed = 0;
    }
    let number = 0;
    for (let left = FRAME.characters; number < this.#waiting.length && number < FRAME.lines && left > 0; number += 1) {
      const line = this.#waiting[number];
      left -= line.length;
      fresh.push(this.#end(line));
    }
    this.#waiting = this.#waiting.slice(number);
    return fresh;
  }

  #fill(entry, line, style) {
    const last = line.endsWith('\r') ? line.slice(0, -1) : line;
    // What a terminal would have written over is not shown.
    const { nodes, plain } = render(last.slice(last.lastIndexOf('\r') + 1), style);
    entry.element.replaceChildren(...nodes);
    entry.plain = plain.toLowerCase();
    this.#mark(entry, this.find.value.toLowerCase());
  }

  /** What is read stays where it is, although lines above it go. */
  #forget(number) {
    const reads = !this.follow.checked; // heights take their time, and who follows is at the end anyway
    const { scrollTop } = this.body;
    const height = reads && this.body.scrollHeight;
    this.#lines.splice(0, number).forEach((entry) => {
      entry.element.remove();
      this.#at = this.#at === entry ? null : this.#at;
    });
    if (reads) {
      this.body.scrollTop = scrollTop - (height - this.body.scrollHeight);
    }
  }

  #flush() {
    const fresh = this.#fresh();
    this.#lines.push(...fresh);
    this.body.append(...fresh.map((entry) => entry.element));
    if (this.#lines.length > LINES) {
      this.#forget(this.#lines.length - LINES);
    }
    if (this.#waiting.length > 0) {
      this.#draw();
    } else {
      this.#flushOpen();
    }
    this.#tell();
    this.#toEnd();
  }

  #flushOpen() {
    if (this.#rest !== '') {
      this.#open ??= newEntry();
      this.#open.element.classList.add('open');
      this.#fill(this.#open, this.#rest, this.#style.copy()); // what follows begins anew
      this.body.append(this.#open.element);
    }
  }

  #shown() {
    return this.#open ? [...this.#lines, this.#open] : this.#lines;
  }

  /** Forgets what is shown; what comes goes on. */
  clear() {
    this.#lines = [];
    this.#waiting = [];
    this.#passed = 0;
    this.#rest = '';
    this.#open = null;
    this.#at = null;
    this.#style = new Style();
    this.body.replaceChildren();
    this.#tell();
  }

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
    if (performance.now() - this.#hand > 1000) {
      return; // new lines, not a hand
    }
    this.follow.checked = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < 40;
    this.#goOn();
  }

  #mark(entry, wanted) {
    entry.hit = wanted !== '' && entry.plain.includes(wanted);
    entry.element.classList.toggle('hit', entry.hit);
  }

  #search() {
    const wanted = this.find.value.toLowerCase();
    this.#shown().forEach((entry) => this.#mark(entry, wanted));
    this.#at = null;
    this.#onlyHits();
    this.#tell();
    if (wanted) {
      this.#step(-1);
    }
  }

  #tell() {
    const lines = this.#shown();
    text(this.count, this.find.value ? `${lines.filter((entry) => entry.hit).length} of ${lines.length} lines` : '');
  }

  #step(by) {
    const hits = this.#shown().filter((entry) => entry.hit);
    this.#at?.element.classList.remove('at');
    if (hits.length === 0) {
      this.#at = null;
      return;
    }
    const before = hits.indexOf(this.#at);
    const next = before < 0 ? (by < 0 ? hits.length - 1 : 0) : (before + by + hits.length) % hits.length;
    this.#at = hits[next];
    this.follow.checked = false;
    this.#at.element.classList.add('at');
    this.#at.element.scrollIntoView({ block: 'center' });
  }

  #key(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    }
  }
}
