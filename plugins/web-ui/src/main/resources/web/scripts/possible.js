/** What can be done to a process at the moment, and what is being done. */

import { store } from './store.js';

const STARTABLE = ['STOPPED', 'EXITED', 'FATAL', 'UNKNOWN'];

const busy = new Map(); // by id, how much is being done to it that takes its time

export const isBusy = (id) => busy.has(id);
export const isStartable = (process) => STARTABLE.includes(process.s);

/**
 * Whether it makes sense for a process at the moment, and the viewer may. Signals do while it is being stopped: one may
 * want KILL.
 */
export function may(action, process) {
  if (!store.online || !store.mayOperate(process)) {
    return false;
  }
  switch (action) {
    case 'start': return isStartable(process) && !isBusy(process.id);
    case 'signal': return process.pid > 0;
    case 'clear': return process.stdout || process.stderr;
    default: return !isStartable(process) && process.s !== 'STOPPING' && !isBusy(process.id);
  }
}

/** Only what takes its time shows that something is being done: meanwhile signals may be sent, and logs be cleared. */
export function hold(action, ids, by) {
  if (action !== 'signal' && action !== 'clear') {
    ids.forEach((id) => {
      const number = (busy.get(id) ?? 0) + by;
      if (number > 0) {
        busy.set(id, number);
      } else {
        busy.delete(id);
      }
    });
    store.dispatchEvent(new Event('change'));
  }
}
