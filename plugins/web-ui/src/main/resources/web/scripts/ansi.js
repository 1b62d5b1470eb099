/** Terminal colours (SGR) as spans; every other control sequence of ECMA-48 is left out. */

import { h } from './dom.js';

const SEQUENCE = new RegExp([
  // CSI: parameters, intermediates, final; or cut off at the end of the line
  '(?:\\x1b\\[|\\x9b)([0-?]*)([ -/]*)([@-~]|$)',
  // DCS, OSC, SOS, PM, APC, up to ST, or BEL as xterm has it
  '(?:\\x1b[P\\]X^_]|[\\x90\\x9d\\x98\\x9e\\x9f])[^]*?(?:\\x07|\\x1b\\\\|\\x9c|$)',
  // of two bytes, or with intermediates
  '\\x1b[ -/]*(?:[0-~]|$)',
].join('|'), 'g');
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
const FLAGS = ['bold', 'dim', 'italic', 'underline', 'inverse', 'struck'];
const COLOUR_ARGUMENTS = { 2: 3, 5: 1 }; // by kind: red, green and blue; a number

/** What is in force; it outlives the line. */
export class Style {
  bold = false;
  dim = false;
  italic = false;
  underline = false;
  inverse = false;
  struck = false;
  foreground = null;
  background = null;

  /** @param parameters of a sequence: divided by semicolons, and each by colons, which belong together */
  apply(parameters) {
    const codes = parameters.split(';');
    for (let i = 0; i < codes.length; i += 1) {
      const [code, ...details] = codes[i].split(':').map(Number);
      if (code === 38 || code === 48 || code === 58) {
        const used = details.length > 0 ? 0 : 1 + (COLOUR_ARGUMENTS[Number(codes[i + 1])] ?? 0);
        const parts = used > 0 ? codes.slice(i + 1, i + 1 + used).map(Number) : withoutSpace(details);
        i += used;
        this.#colour(code, extended(parts));
      } else if (code === 4) {
        this.underline = details.length === 0 || details[0] !== 0; // 4:3 is a wave, 4:0 none
      } else {
        this.#simple(code);
      }
    }
  }

  #colour(code, colour) {
    if (code === 38) {
      this.foreground = colour;
    } else if (code === 48) {
      this.background = colour;
    } // 58 is that of the line below, which is shown like the text
  }

  #simple(code) {
    if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      this.foreground = code < 40 ? code - 30 : code - 82;
    } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
      this.background = code < 50 ? code - 40 : code - 92;
    } else {
      Object.assign(this, SIMPLE[code]?.());
    }
  }

  copy() {
    return Object.assign(new Style(), this);
  }

  get plain() {
    return FLAGS.every((name) => !this[name]) && this.foreground === null && this.background === null;
  }

  span(text) {
    let [foreground, background] = [this.foreground, this.background];
    if (this.inverse) {
      [foreground, background] = [background ?? 'base', foreground ?? 'text'];
    }
    const classes = FLAGS.filter((name) => this[name] && name !== 'inverse');
    const element = h('span', {}, text);
    colour(element, classes, 'color', 'fg', foreground);
    colour(element, classes, 'backgroundColor', 'bg', background);
    element.className = classes.join(' ');
    return element;
  }
}

/** What a code changes. */
const SIMPLE = {
  0: () => new Style(),
  1: () => ({ bold: true }),
  2: () => ({ dim: true }),
  3: () => ({ italic: true }),
  7: () => ({ inverse: true }),
  9: () => ({ struck: true }),
  21: () => ({ underline: true }), // a double one
  22: () => ({ bold: false, dim: false }),
  23: () => ({ italic: false }),
  24: () => ({ underline: false }),
  27: () => ({ inverse: false }),
  29: () => ({ struck: false }),
  39: () => ({ foreground: null }),
  49: () => ({ background: null }),
};

/** Named colours follow the page's, so that they can be read on light and on dark. */
function colour(element, classes, property, prefix, value) {
  if (Array.isArray(value)) {
    element.style[property] = `rgb(${value.join(',')})`;
  } else if (value !== null) {
    classes.push(`${prefix}-${value}`);
  }
}

/** In 38:2:space:red:green:blue the colour space is mostly empty; many leave it out together with its colon. */
function withoutSpace(parts) {
  return parts[0] === 2 && parts.length > 4 ? [2, ...parts.slice(2)] : parts;
}

/** Red, green and blue, the number of a named colour, or null for what is none. */
function extended([kind, ...parts]) {
  const part = (i) => Math.min(255, parts[i] || 0);
  if (kind === 2) {
    return [part(0), part(1), part(2)];
  }
  const number = part(0);
  if (kind !== 5) {
    return null;
  }
  if (number < 16) {
    return number;
  }
  if (number >= 232) {
    return new Array(3).fill((number - 232) * 10 + 8);
  }
  const level = (step) => (step === 0 ? 0 : step * 40 + 55);
  const cube = number - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

/** The nodes of one line, and its text without sequences. */
export function render(line, style) {
  const nodes = [];
  let plain = '';
  let at = 0;
  const add = (part) => {
    const clean = part.replace(CONTROL, '');
    if (clean) {
      plain += clean;
      nodes.push(style.plain ? document.createTextNode(clean) : style.span(clean));
    }
  };
  for (const match of line.matchAll(SEQUENCE)) {
    add(line.slice(at, match.index));
    at = match.index + match[0].length;
    const [, parameters = '', intermediates = '', final = ''] = match;
    if (final === 'm' && intermediates === '' && /^[0-9;:]*$/.test(parameters)) { // others are private
      style.apply(parameters);
    }
  }
  add(line.slice(at));
  return { nodes, plain };
}
