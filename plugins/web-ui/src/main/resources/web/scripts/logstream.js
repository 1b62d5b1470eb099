/** A log as the server sends it: without end, and begun anew whenever it breaks off. */

import { pieces } from './pieces.js';
import { request } from './server.js';

const BEGIN = 256 * 1024; // bytes of what is in the log already
const LONGEST = 8000; // ms between attempts
const REFUSED = {
  401: 'You are logged out.',
  403: 'You may not look at it.',
  404: 'There is no log (yet).',
  503: 'Its disk does not answer, or too many follow logs. Trying again.',
};

export class LogStream {
  #url;
  #reader;
  #attempt = 0;
  #abort = null;
  #current = 0; // which reading is the last; there is one at a time

  /**
   * @param url of the log
   * @param reader what it is told: begins(), then take(text) for each piece; say(text), for people; and breaks(), which
   *   answers whether it is to be begun anew
   */
  constructor(url, reader) {
    this.#url = url;
    this.#reader = reader;
  }

  /** Begins it, anew if it was open. */
  open() {
    this.close();
    this.#attempt = 0;
    this.#read(this.#current);
  }

  close() {
    this.#current += 1;
    this.#abort?.abort();
  }

  async #read(mine) {
    while (mine === this.#current) {
      this.#abort = new AbortController();
      try {
        const response = await request(`${this.#url}?limit=${BEGIN}`, { signal: this.#abort.signal });
        if (response.status === 401) {
          this.#reader.say(REFUSED[401]);
          return; // or the browser would ask for a password again and again
        }
        if (response.ok) {
          if (!this.#reader.breaks()) {
            return; // somebody has begun to read meanwhile
          }
          await this.#follow(response.body);
        } else {
          this.#reader.say(REFUSED[response.status] ?? `The server answered ${response.status}.`);
        }
      } catch (failure) {
        if (mine !== this.#current) {
          return;
        }
        this.#reader.say('Connection lost');
        if (!(failure instanceof TypeError)) { // what fetch throws; others are faults of ours
          reportError(failure);
        }
      }
      if (mine !== this.#current || !this.#reader.breaks()) {
        return;
      }
      this.#attempt += 1;
      await new Promise((resolve) => { setTimeout(resolve, Math.min(LONGEST, 250 * 2 ** this.#attempt)); });
    }
  }

  async #follow(body) {
    this.#attempt = 0;
    this.#reader.begins();
    this.#reader.say('Live');
    for await (const piece of pieces(body)) {
      this.#reader.take(piece);
    }
    this.#reader.say('Connection lost');
  }
}
