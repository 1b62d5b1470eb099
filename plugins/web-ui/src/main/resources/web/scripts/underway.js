/** What this tab has ordered and heard no result of yet; it outlives a reload of the page. */

const KEY = `orders under way at ${new URL('.', location).pathname}`; // others may be at the same host

/** By their names: { action, target, signal }. */
export function noted() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

function keep(orders) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(orders));
  } catch {
    // Its result is told as long as the page stays.
  }
}

export function note(name, order) {
  keep({ ...noted(), [name]: order });
}

export function forget(name) {
  const { [name]: _, ...others } = noted();
  keep(others);
}
