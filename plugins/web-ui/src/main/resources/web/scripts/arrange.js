/**
 * Puts children into an order with as few moves as possible: a moved one is laid out anew, and what it was used for
 * ends.
 */

/** The places of the numbers that make the longest row of increasing ones; negative ones are never among them. */
function longestIncreasing(numbers) {
  const ends = []; // of the best row of each length so far
  const before = [];
  numbers.forEach((number, i) => {
    if (number < 0) {
      return;
    }
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    before[i] = ends[low - 1];
    ends[low] = i;
  });
  const row = new Set();
  for (let i = ends.at(-1); i !== undefined; i = before[i]) {
    row.add(i);
  }
  return row;
}

/** Makes these the children, in this order; whoever has the keyboard keeps it. */
export function arrange(parent, wanted) {
  const places = new Map([...parent.children].map((child, i) => [child, i]));
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const stay = longestIncreasing(wanted.map((child) => places.get(child) ?? -1));
  wanted.forEach((child) => places.delete(child));
  places.forEach((_, child) => child.remove());
  let next = null;
  for (let i = wanted.length - 1; i >= 0; i -= 1) {
    if (!stay.has(i)) {
      parent.insertBefore(wanted[i], next);
    }
    next = wanted[i];
  }
  if (focused?.isConnected && focused !== document.activeElement) {
    focused.focus({ preventScroll: true });
  }
}
