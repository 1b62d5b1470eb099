/** Where there is room for one thing only, the open process covers all else: keyboard and screen readers pass that by. */

import { $ } from './dom.js';

const small = matchMedia('(max-width: 760px)'); // as in the style sheet

const COVERED = '.brand, #views, #theme, #help, #main'; // the state of the connection shows through

/** After a process has been opened or closed. */
export function cover() {
  const covers = small.matches && !$('detail').hidden;
  const robbed = covers && !$('detail').contains(document.activeElement) && !document.querySelector('dialog[open]');
  document.querySelectorAll(COVERED).forEach((one) => { one.inert = covers; });
  if (robbed) {
    $('detail-title').focus();
  }
}

small.addEventListener('change', cover);
