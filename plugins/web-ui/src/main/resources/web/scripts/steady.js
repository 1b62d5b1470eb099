/**
 * Holds the order of rows while somebody aims at one with a mouse: what is pressed is then what was aimed at. Not for
 * long: a pointer that rests was left lying there.
 */

const HOLD = 2500; // ms after it has moved

export class Steady {
  #changed;
  #where = ''; // the pointer is
  #moved = -Infinity; // when it did so
  #timer = 0;
  #how = ''; // what is shown is chosen and sorted
  #ids = []; // that are shown

  /**
   * @param element that has the rows
   * @param changed called when the order is held no more
   */
  constructor(element, changed) {
    this.#changed = changed;
    element.addEventListener('pointermove', (event) => this.#move(event), { passive: true });
    element.addEventListener('pointerleave', () => this.#leave(), { passive: true });
  }

  #move({ pointerType, clientX, clientY }) {
    const where = `${clientX} ${clientY}`;
    if (pointerType === 'touch' || where === this.#where) { // rows move below it, too
      return;
    }
    this.#where = where;
    this.#moved = performance.now();
    this.#timer ||= setTimeout(() => this.#rest(), HOLD);
  }

  #rest() {
    this.#timer = 0;
    const left = this.#moved + HOLD - performance.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#rest(), left);
    } else {
      this.#changed();
    }
  }

  #leave() {
    this.#moved = -Infinity;
    this.#where = '';
    this.#changed();
  }

  /**
   * The processes to be shown, in their order.
   *
   * @param wanted what it would be if nobody were aiming
   * @param how they were chosen and sorted: if that changes, nothing is held
   * @param all that there are
   */
  order(wanted, how, all) {
    const isHeld = how === this.#how && performance.now() - this.#moved < HOLD;
    const order = isHeld ? this.#asBefore(wanted, all) : wanted;
    this.#how = how;
    this.#ids = order.map((process) => process.id);
    return order;
  }

  #asBefore(wanted, all) {
    const there = new Map(all.map((process) => [process.id, process]));
    const before = new Set(this.#ids);
    return [...this.#ids.filter((id) => there.has(id)).map((id) => there.get(id)),
      ...wanted.filter((process) => !before.has(process.id))];
  }
}
