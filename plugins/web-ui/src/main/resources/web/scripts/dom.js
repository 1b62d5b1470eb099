/**
 * Elements are made here, and nowhere from markup: what comes from processes is always text. And here is decided when
 * they are drawn.
 */

const SVG = 'http://www.w3.org/2000/svg';

export const $ = (id) => document.getElementById(id);

/** An element with attributes (on…: listeners; true and false: with or without it) and children, texts among them. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `#i-${name}` }));
}

/** Only if it is another: a text that stays costs no layout. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

export function attribute(element, name, value) {
  if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

const IDLE = 200; // ms to wait until there is nothing else to do

/** Calls it once when what is more urgent is done, however often it is asked to. */
export function whenIdle(action) {
  let due = false;
  const run = () => {
    due = false;
    action();
  };
  return () => {
    if (!due) {
      due = true;
      if (window.requestIdleCallback) {
        requestIdleCallback(run, { timeout: IDLE });
      } else {
        setTimeout(run, 0); // not all browsers know what is idle
      }
    }
  };
}

const FRAME = 250; // ms to wait for one

let pressed = false;
const held = new Set(); // what is drawn when it no longer is

/** A press and a release make a click only where both meet the same element, and a selection what stays in the page. */
function press(event) {
  pressed = event.isPrimary && event.button === 0;
}

function release() {
  pressed = false;
  held.forEach((draw) => draw());
  held.clear();
}

addEventListener('pointerdown', press, { capture: true, passive: true });
['pointerup', 'pointercancel', 'dragend'].forEach((type) => addEventListener(type, release, { capture: true }));
addEventListener('blur', release); // of the window: that of an element is no end of a press, and does not come here
addEventListener('pointermove', (event) => pressed && event.buttons === 0 && release(),
  { capture: true, passive: true }); // the end of some presses is nobody's to see

/**
 * Calls it once with the next frame, however often it is asked to, and not while a button is held; a page that nobody
 * sees has no frames, but its title and numbers go on.
 *
 * @param pause milliseconds that there are between two calls: what takes its time leaves some to others
 */
export function withNextFrame(action, pause = 0) {
  let frame = 0;
  let timer = 0;
  let last = -Infinity;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = 0;
    if (pressed) {
      held.add(soon);
    } else {
      last = performance.now();
      action();
    }
  };
  function soon() {
    if (timer !== 0) {
      return;
    }
    const early = last + pause - performance.now();
    if (early > 0) {
      timer = setTimeout(run, early);
    } else {
      frame = requestAnimationFrame(run);
      timer = setTimeout(run, FRAME);
    }
  }
  return soon;
}
