/** Elements are made here, and nowhere from markup: what comes from processes is always text. */

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

/** Calls it once with the next frame, however often it is asked to. */
export function withNextFrame(action) {
  let due = false;
  return () => {
    if (!due) {
      due = true;
      // A page in the background has no frames, but its title and numbers go on.
      (document.hidden ? (run) => setTimeout(run, 200) : requestAnimationFrame)(() => {
        due = false;
        action();
      });
    }
  };
}
