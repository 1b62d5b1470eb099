/** Shows what is new, and leaves alone what is not: text that is marked stays so, and who has the keyboard keeps it. */

/** Whether a selection begins or ends in it: somebody wants to copy something of it, not the whole page. */
export function isMarked(element) {
  const { isCollapsed, anchorNode, focusNode } = getSelection();
  const isIn = (node) => node !== element && element.contains(node); // what it began in may have been taken away
  return !isCollapsed && (isIn(anchorNode) || isIn(focusNode));
}

/** Makes an element what another one is, which has no listeners and is used up. */
export function renew(element, wanted) {
  if (element.isEqualNode(wanted)) {
    return;
  }
  if (element.nodeType === Node.TEXT_NODE && wanted.nodeType === Node.TEXT_NODE) {
    element.data = wanted.data;
  } else if (element.nodeName !== wanted.nodeName || element.nodeType === Node.TEXT_NODE) {
    element.replaceWith(wanted);
  } else {
    for (const { name } of [...element.attributes].filter((one) => !wanted.hasAttribute(one.name))) {
      element.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      element.setAttribute(name, value);
    }
    renewChildren(element, [...wanted.childNodes]);
  }
}

export function renewChildren(element, wanted) {
  const there = [...element.childNodes];
  wanted.slice(0, there.length).forEach((one, i) => renew(there[i], one));
  there.slice(wanted.length).forEach((one) => one.remove());
  element.append(...wanted.slice(there.length));
}
