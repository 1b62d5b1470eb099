/** The lines of a log, as many as are kept: of what comes a few are made with each frame, so no hand is held up. */

import { h } from './dom.js';
import { Style, render } from './ansi.js';

const LINES = 5000; // that are kept
const CHARACTERS = 2_000_000; // the same
const PIECE = 30; // characters that one piece of another colour weighs as much as
const READ_LINES = 10_000; // the same while somebody reads: nothing of what he looks at goes
const LONGEST = 20_000; // characters of a line
const FRAME = { lines: 400, characters: 100_000 }; // of what comes that are shown at a time

function newEntry() {
  return { element: h('div', { class: 'line' }), plain: '', weight: 0, hit: false };
}

/** What no eye can follow is shown as several lines. */
function cut(line) {
  const parts = [];
  for (let at = 0; at === 0 || at < line.length; at += LONGEST) {
    parts.push(line.slice(at, at + LONGEST));
  }
  return parts;
}

export class LogLines {
  #body;
  #mark;
  #lines = []; // { element, plain, weight, hit }
  #weight = 0; // of these, in characters
  #waiting = []; // lines that have come and are not shown yet
  #passed = 0; // how many came too fast to be shown, just before those that wait
  #rest = ''; // of a line that has no end yet: a question, or how far something is
  #open = null; // what shows it
  #style = new Style();

  /**
   * @param body the element that they are shown in
   * @param mark called with each entry whose text, plain and in small letters, is another
   */
  constructor(body, mark) {
    this.#body = body;
    this.#mark = mark;
  }

  /** All that are shown, the last of which may have no end yet. */
  get shown() {
    return this.#open ? [...this.#lines, this.#open] : this.#lines;
  }

  /** Whether there is no more room as long as somebody reads. */
  get isFull() {
    return this.#lines.length >= READ_LINES || this.#weight >= 2 * CHARACTERS;
  }

  /** More text of the log; it is shown by the next calls of show. */
  take(piece) {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop();
    if (this.#rest.length > LONGEST) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    this.#waiting = this.#waiting.concat(lines.some((line) => line.length > LONGEST) ? lines.flatMap(cut) : lines);
    let kept = 0;
    for (let characters = 0; kept < Math.min(this.#waiting.length, LINES) && characters < CHARACTERS; kept += 1) {
      characters += this.#waiting.at(-1 - kept).length;
    }
    if (kept < this.#waiting.length) {
      this.#pass(this.#waiting.length - kept);
    }
  }

  /** Of more than can be shown the last are; what the others say of colours is lost with them. */
  #pass(number) {
    this.#waiting = this.#waiting.slice(number);
    this.#passed += number;
    this.#open?.element.remove(); // the beginning of the first of them
    this.#open = null;
    this.#style = new Style();
  }

  /**
   * Shows what has come, as much of it as a frame has time for; answers whether there is more to show.
   *
   * @param isRead whether what is shown has to stay
   */
  show(isRead) {
    if (isRead && this.isFull) {
      return false;
    }
    const fresh = this.#fresh();
    this.#lines.push(...fresh);
    this.#weight += fresh.reduce((sum, entry) => sum + entry.weight, 0);
    this.#body.append(...fresh.map((entry) => entry.element));
    if (!isRead) {
      this.#forget();
    }
    if (this.#waiting.length === 0) {
      this.#showOpen();
    }
    return this.#waiting.length > 0;
  }

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

  /** A line is complete: what has shown its beginning shows it now. */
  #end(line) {
    const entry = this.#open ?? newEntry();
    this.#open = null;
    entry.element.classList.remove('open');
    this.#fill(entry, line, this.#style);
    return entry;
  }

  #fill(entry, line, style) {
    const last = line.endsWith('\r') ? line.slice(0, -1) : line;
    // What a terminal would have written over is not shown.
    const { nodes, plain } = render(last.slice(last.lastIndexOf('\r') + 1), style);
    entry.element.replaceChildren(...nodes);
    entry.plain = plain.toLowerCase();
    entry.weight = plain.length + PIECE * nodes.length;
    this.#mark(entry);
  }

  #forget() {
    let number = 0;
    while (this.#lines.length - number > LINES || this.#weight > CHARACTERS) {
      this.#weight -= this.#lines[number].weight;
      number += 1;
    }
    this.#lines.splice(0, number).forEach((entry) => entry.element.remove());
  }

  #showOpen() {
    if (this.#rest !== '') {
      this.#open ??= newEntry();
      this.#open.element.classList.add('open');
      this.#fill(this.#open, this.#rest, this.#style.copy()); // what follows begins anew
      this.#body.append(this.#open.element);
    }
  }

  /** Forgets what has come. */
  clear() {
    this.#lines = [];
    this.#weight = 0;
    this.#waiting = [];
    this.#passed = 0;
    this.#rest = '';
    this.#open = null;
    this.#style = new Style();
    this.#body.replaceChildren();
  }
}
