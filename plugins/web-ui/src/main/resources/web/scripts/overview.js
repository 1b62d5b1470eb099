/** How a process is and was: what it uses, its restarts, and what has happened to it. */

import { bars, lines, perMinute } from './plot.js';
import { changes, goOn } from './changes.js';
import { h, text } from './dom.js';
import { isMarked } from './renew.js';
import { count, memory, percent, time } from './format.js';
import { rowsOf, spanOf } from './samples.js';

const MINUTE = 60_000; // ms
const HOUR = 60; // minutes

class Plot {
  #title = h('span');
  #value = h('strong');
  #drawn = null;
  element = h('figure', {}, h('figcaption', {}, this.#title, this.#value));

  show(title, value, drawn) {
    text(this.#title, title);
    text(this.#value, value);
    if (this.#drawn) {
      this.#drawn.replaceWith(drawn);
    } else {
      this.element.append(drawn);
    }
    this.#drawn = drawn;
  }
}

export class Overview {
  #cpu = new Plot();
  #memory = new Plot();
  #restarts = new Plot();
  #happened = h('p');
  element = h('div', { class: 'overview' },
    h('div', { class: 'plots' }, this.#cpu.element, this.#memory.element, this.#restarts.element),
    h('h3', {}, 'What has happened'), this.#happened);

  /** @param known what the server has said of it beside its row; null if nothing yet */
  show(process, known, now) {
    this.#used(process, now);
    if (known) {
      this.#restarted(known, now);
      this.#changed(known.changes.toReversed(), now);
    }
  }

  #used({ samples, cpu, memory: kilobytes }, now) {
    const span = spanOf(samples, now);
    const minutes = `${span / MINUTE} min`;
    const from = now - span;
    const [processor, used] = [percent(cpu), memory(kilobytes)];
    this.#cpu.show(`CPU, ${minutes}`, processor || '–',
      lines(rowsOf(samples, 'cpu', from), from, now,
        `Processor time of the last ${minutes}, now ${processor || 'none'}`));
    this.#memory.show(`Memory, ${minutes}`, used || '–',
      lines(rowsOf(samples, 'memory', from), from, now, `Memory of the last ${minutes}, now ${used || 'none'}`));
  }

  #restarted({ restarts, since }, now) {
    const counts = perMinute(restarts, now, HOUR);
    const number = counts.reduce((sum, one) => sum + one, 0);
    const unknown = Math.max(0, HOUR - 1 - (Math.floor(now / MINUTE) - Math.floor(since / MINUTE)));
    const counted = unknown > 0 ? `, counted since ${time(since, now)}` : '';
    this.#restarts.show('Restarts, 1 h', String(number), bars(counts, unknown,
      `${count(number, 'restart')} in the last hour${counted}, at most ${Math.max(...counts)} in a minute`));
  }

  #changed(list, now) {
    if (isMarked(this.#happened)) {
      return;
    }
    if (this.#happened.matches('.changes') && list.length > 0) {
      goOn(this.#happened, list, now, false);
    } else {
      const drawn = changes(list, now, false);
      this.#happened.replaceWith(drawn);
      this.#happened = drawn;
    }
  }
}
