/** Which processes the list shows, and in which order. */

import { route } from './route.js';
import { STATES, store } from './store.js';

export const collator = new Intl.Collator(undefined, { numeric: true });

/** Those that a list can be sorted by; the first of each is what one looks for: trouble, what is most. */
export const COLUMNS = [
  { id: 'state', title: 'State', by: (p) => STATES.indexOf(p.s) },
  { id: 'name', title: 'Name', by: (p) => ranks.get(p.id) },
  { id: 'info', title: 'Since', by: (p) => (p.s === 'RUNNING' ? -p.st : -Math.max(p.en, p.st)) },
  { id: 'pid', title: 'PID', number: true, by: (p) => p.pid },
  { id: 'cpu', title: 'CPU', number: true, by: (p) => -(p.cpu ?? -1) },
  { id: 'memory', title: 'Memory', number: true, by: (p) => -(p.memory ?? -1) },
  { id: 'restarts', title: 'Restarts', number: true, by: (p) => -p.rs },
];

let ranks = new Map(); // of the ids in the order of their names, which takes time to find
let ranked = -1;

function matches(process) {
  return (route.state === '' || process.s === route.state)
    && (route.group === '' || process.g === route.group)
    && (route.q === '' || process.id.toLowerCase().includes(route.q.toLowerCase()));
}

function rank(all) {
  if (ranked !== store.members) {
    ranked = store.members;
    ranks = new Map(all.map((process) => process.id).sort(collator.compare).map((id, i) => [id, i]));
  }
}

function order() {
  const column = COLUMNS.find((one) => one.id === sortedBy());
  return (a, b) => {
    const difference = column.by(a) - column.by(b);
    return (isDescending() ? -difference : difference) || ranks.get(a.id) - ranks.get(b.id);
  };
}

/** The column that the list is sorted by. */
export const sortedBy = () => route.sort.replace('-', '');
export const isDescending = () => route.sort.startsWith('-');

/** What the filter leaves of all, sorted. */
export function listed(all) {
  rank(all);
  return all.filter(matches).sort(order());
}
