/**
 * Whether somebody looks. A browser has six connections to a server for all of its pages together: one that nobody has
 * seen for a while gives up its own ("away"), and has them again when somebody looks ("back").
 */

const UNSEEN = 15_000; // ms

export const sight = new EventTarget();

let timer = 0;
let away = false;

function look() {
  clearTimeout(timer);
  if (document.hidden) {
    timer = setTimeout(() => {
      away = true;
      sight.dispatchEvent(new Event('away'));
    }, UNSEEN);
  } else if (away) {
    away = false;
    sight.dispatchEvent(new Event('back'));
  }
}

document.addEventListener('visibilitychange', look);
look(); // many are opened behind what one looks at
