/** An answer that comes in pieces, without end, and faster than one likes. */

const TURN = 8; // ms of reading, after which others come first

/** What is done at once is all done before anything else, clicks and frames among it; this lets them in. */
function othersFirst() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Its text, piece by piece. */
export async function* pieces(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let since = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    yield decoder.decode(value, { stream: true });
    if (performance.now() - since > TURN) {
      await othersFirst(); // what is there already would come without end
      since = performance.now();
    }
  }
}
