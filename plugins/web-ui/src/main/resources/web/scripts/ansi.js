/** Terminal colours (SGR) as spans; every other control sequence is left out. */

import { h } from './dom.js';

// eslint-disable-next-line no-control-regex
const SEQUENCE = /\x1b(?:\[([0-9;:]*)([ -/]*[@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_]|[ -/]+[0-~])/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** What is in force; it outlives the line. */
export class Style {
  bold = false;
  dim = false;
  italic = false;
  underline = false;
  inverse = false;
  foreground = null;
  background = null;

  apply(parameters) {
    const codes = parameters.split(/[;:]/).map(Number);
    for (let i = 0; i < codes.length; i += 1) {
      const code = codes[i];
      if (code === 0) {
        Object.assign(this, new Style());
      } else if (code === 1) {
        this.bold = true;
      } else if (code === 2) {
        this.dim = true;
      } else if (code === 3) {
        this.italic = true;
      } else if (code === 4) {
        this.underline = true;
      } else if (code === 7) {
        this.inverse = true;
      } else if (code === 22) {
        this.bold = false;
        this.dim = false;
      } else if (code === 23) {
        this.italic = false;
      } else if (code === 24) {
        this.underline = false;
      } else if (code === 27) {
        this.inverse = false;
      } else if (code === 38 || code === 48) {
        const [colour, used] = extended(codes.slice(i + 1));
        this[code === 38 ? 'foreground' : 'background'] = colour;
        i += used;
      } else if (code === 39) {
        this.foreground = null;
      } else if (code === 49) {
        this.background = null;
      } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
        this.foreground = code < 40 ? code - 30 : code - 82;
      } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
        this.background = code < 50 ? code - 40 : code - 92;
      }
    }
  }

  get plain() {
    return !this.bold && !this.dim && !this.italic && !this.underline && !this.inverse && this.foreground === null && this.background === null;
  }

  span(text) {
    let [foreground, background] = [this.foreground, this.background];
    if (this.inverse) {
      [foreground, background] = [background ?? 'base', foreground ?? 'text'];
    }
    const classes = ['bold', 'dim', 'italic', 'underline'].filter((name) => this[name]);
    const element = h('span', {}, text);
    colour(element, classes, 'color', 'fg', foreground);
    colour(element, classes, 'backgroundColor', 'bg', background);
    element.className = classes.join(' ');
    return element;
  }
}

/** Named colours follow the page's, so that they can be read on light and on dark. */
function colour(element, classes, property, prefix, value) {
  if (Array.isArray(value)) {
    element.style[property] = `rgb(${value.join(',')})`;
  } else if (value !== null) {
    classes.push(`${prefix}-${value}`);
  }
}

function extended(codes) {
  if (codes[0] === 2) {
    return [codes.slice(1, 4).map((part) => Math.min(255, part || 0)), 4];
  }
  if (codes[0] !== 5) {
    return [null, 0];
  }
  const number = Math.min(255, codes[1] || 0);
  if (number < 16) {
    return [number, 2];
  }
  if (number >= 232) {
    return [new Array(3).fill((number - 232) * 10 + 8), 2];
  }
  const level = (part) => (part === 0 ? 0 : part * 40 + 55);
  const cube = number - 16;
  return [[level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)], 2];
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
    if (match[2] === 'm') {
      style.apply(match[1]);
    }
  }
  add(line.slice(at));
  return { nodes, plain };
}
