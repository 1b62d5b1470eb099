/**
 * What is known of all processes; whoever shows it listens for "change", "usage" and "about", whoever waits for
 * something for "hello" and "result".
 */

import { addSample, beginRound, newSamples } from './samples.js';

const HAPPENINGS = 500; // that are shown

export const STATES = ['RUNNING', 'STARTING', 'BACKOFF', 'STOPPING', 'EXITED', 'FATAL', 'STOPPED', 'UNKNOWN'];

class Store extends EventTarget {
  processes = new Map(); // by key
  activity = []; // the newest first
  about = { state: '', columns: [], panels: [], fixed: [], administer: false };
  hello = {};
  results = new Map(); // of orders, by their names, until somebody who waits for them is there; then null
  seen = ''; // how far that goes
  online = false;
  refused = 0; // the status with which the server has refused the connection
  members = 0; // counts how often a process has come or gone
  #ahead = 0; // of the daemon's clock
  #frozen = Date.now();

  hear(hello) {
    this.hello = hello;
    this.dispatchEvent(new Event('about'));
    this.dispatchEvent(new Event('hello'));
  }

  /** What the page has brought along, in the words of the stream of events: as good as new. */
  open(events) {
    const field = (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(' ') + 1)];
    const [hello, board] = events.trim().split('\n\n')
      .map((event) => Object.fromEntries(event.split('\n').map(field)));
    this.hello = JSON.parse(hello.data);
    this.online = true;
    this.board(JSON.parse(board.data), board.id);
  }

  board(news, seen) {
    this.seen = seen;
    this.#ahead = news.now - Date.now();
    if (news.full) {
      const there = new Set(news.rows.map((row) => row.k));
      for (const key of this.processes.keys()) {
        if (!there.has(key)) {
          this.#remove(key);
        }
      }
    }
    news.rows.forEach((row) => this.#take(row));
    news.gone.forEach((key) => this.#remove(key));
    this.activity = fair([...news.activity.toReversed(), ...(news.full ? [] : this.activity)]);
    const about = JSON.stringify(news.about);
    if (about !== JSON.stringify(this.about)) {
      this.about = news.about;
      this.dispatchEvent(new Event('about'));
    }
    this.dispatchEvent(new Event('change'));
  }

  #remove(key) {
    this.processes.delete(key);
    this.members += 1;
  }

  #take(row) {
    const id = row.g === row.n ? row.n : `${row.g}:${row.n}`;
    const known = this.processes.get(row.k);
    const old = known?.id === id ? known : undefined; // after a restart of the daemon keys mean others
    if (!old) {
      this.members += 1;
    }
    const sameChild = old && old.pid === row.pid;
    this.processes.set(row.k, {
      ...row,
      id,
      cpu: sameChild ? old.cpu : undefined,
      memory: sameChild ? old.memory : undefined,
      samples: old?.samples ?? newSamples(),
    });
  }

  usage(news) {
    this.#ahead = news.now - Date.now();
    beginRound(news.now);
    const seen = new Set();
    for (const [key, cpu, memory] of news.u) {
      const process = this.processes.get(key);
      if (process) {
        seen.add(key);
        process.cpu = cpu < 0 ? undefined : cpu; // not known before the second sample
        process.memory = memory;
      }
    }
    for (const process of this.processes.values()) {
      if (!seen.has(process.k)) {
        process.cpu = undefined;
        process.memory = undefined;
      }
      addSample(process.samples, process);
    }
    this.dispatchEvent(new Event('usage'));
  }

  result(one) {
    this.results?.set(one.id, one.result);
    this.dispatchEvent(new CustomEvent('result', { detail: one }));
  }

  connected(online, refused = 0) {
    if (this.online && !online) {
      this.#frozen = this.now();
    }
    this.online = online;
    this.refused = refused;
    this.dispatchEvent(new Event('connection'));
  }

  /** The daemon's time; without a connection, when it was lost: what is shown is as old as that. */
  now() {
    return this.online ? Date.now() + this.#ahead : this.#frozen;
  }

  byId(id) {
    for (const process of this.processes.values()) {
      if (process.id === id) {
        return process;
      }
    }
    return undefined;
  }

  mayOperate(process) {
    return !this.about.fixed.includes(process.g);
  }
}

/** What is too much is taken from the group that has most, so that a noisy one pushes out nothing but its own. */
function fair(activity) {
  const counts = new Map();
  activity.forEach((one) => counts.set(one.g, (counts.get(one.g) ?? 0) + 1));
  const kept = [...activity];
  while (kept.length > HAPPENINGS) {
    const [most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    counts.set(most, counts.get(most) - 1);
    kept.splice(kept.findLastIndex((one) => one.g === most), 1);
  }
  return kept;
}

export const store = new Store();

/** Whether there is no connection since nobody looks. */
export const isAsleep = () => !store.online && store.refused === 0 && document.hidden;
