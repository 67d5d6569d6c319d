// What is pasted, in a document of its own that loads and runs nothing, and how its nodes are changed there.
// Attributes that browsers apply or run even here get another name before anything reads them, wherever they stand: no
// reading of tags by patterns is as good as the browser's own.
const LOUD = /(?<![\w-])(style|on[a-z]+)(?=\s*=)/gi;
const QUIET = "quiet-7f3a-";

/** Without what browsers would apply or run even here, so that the page's policy has nothing to report. */
export function parsed(html) {
  const quiet = html.replace(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, "").replace(LOUD, `${QUIET}$1`);
  const { body } = new DOMParser().parseFromString(quiet, "text/html");
  for (const text of textsIn(body)) if (text.data.includes(QUIET)) text.data = text.data.replaceAll(QUIET, "");
  for (const node of body.querySelectorAll("*")) {
    for (const { name, value } of [...node.attributes]) {
      if (name.startsWith(QUIET)) node.removeAttribute(name);
      if (name === `${QUIET}style` || value.includes(QUIET)) node.setAttribute(name.replace(QUIET, "data-"), value.replaceAll(QUIET, ""));
    }
  }
  return body;
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
