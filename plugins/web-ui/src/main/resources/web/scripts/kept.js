/** What the browser keeps of the viewer's wishes, if it keeps anything. */

/** Null if nothing was kept. */
export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds as long as the page is open.
  }
}
