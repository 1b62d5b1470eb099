/** What is asked of the server that the page came from. */

/**
 * As fetch. The page's own address may have a name and a password in it, as bookmarks do: fetch takes none, and the browser knows them by
 * then.
 *
 * @param path below the page's
 */
export function request(path, options) {
  const address = new URL(path, document.baseURI);
  address.username = '';
  address.password = '';
  return fetch(address.href, options);
}
