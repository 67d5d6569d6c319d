// What is pasted, in a document of its own that loads and runs nothing, and how its nodes are changed there.
const LOUD_ATTRIBUTE = /\s(style|on\w+)\s*=/gi;

/** Without what browsers would apply or run even here, so that the page's policy has nothing to report. */
export function parsed(html) {
  const quiet = html
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*(?:>|$)/gi, (tag) => tag.replace(LOUD_ATTRIBUTE, " data-$1="));
  return new DOMParser().parseFromString(quiet, "text/html").body;
}

/** An element in the same inert document as `near`. */
export function made(near, name, children = [], attributes = {}) {
  const element = near.ownerDocument.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export const unwrap = (node) => node.replaceWith(...node.childNodes);
export const wordsOf = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
export const styleOf = (node) => node.dataset.style ?? "";

/** The text nodes below it. */
export function textsIn(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
