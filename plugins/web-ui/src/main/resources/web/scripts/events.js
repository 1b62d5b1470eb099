/** Server-sent events of an answer, as they come: as much of the format as our server uses, each field on one line. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let parts = []; // of a line that has no end yet: the first board is long
  let event = {};
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const [first, ...lines] = value.split('\n');
    parts.push(first);
    for (const next of lines) {
      const line = parts.join('');
      parts = [next];
      if (line !== '') {
        const colon = line.indexOf(': ');
        event[line.slice(0, colon)] = line.slice(colon + 2);
      } else if (event.event) {
        yield event;
        event = {};
      }
    }
  }
}
