// What is pasted, without what only its program needs: Word, LibreOffice, Google Docs and web pages leave much behind.
import { makeRowsItems } from "./tables.js";

const DROPPED = [
  "script, style, meta, link, title, xml, img, svg, video, iframe, form, button, input, [hidden], .mw-editsection",
  "del, s, strike, [data-style*='line-through']", // Taken out, also by a tracked change: bringing it back would turn it round.
  "sup[class*=reference], [data-style*='comment-list'], .msocomanchor, .MsoCommentReference",
  "[data-style*='display:none'], [data-style*='display: none'], [data-style*='mso-hide']",
].join(", ");
const BOLD = /(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/;
const NOT_BOLD = /(?:^|[;\s])font-weight:\s*(?:normal|400)/;
const FAKE_BULLET = /^\s*[•·▪◦‣●○■]\s*/;
const FAKE_NUMBER = /^\s*(\d{1,2})[.)]\s+/;
const BARE_ADDRESS = /https?:\/\/[^\s<>()[\]"]*[^\s<>()[\]".,;:!?]/g;
const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻", n: "ⁿ" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋" };

/** Without what browsers would apply or run even here, so that the page's policy has nothing to report. */
export function parsed(html) {
  const quiet = html
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  return new DOMParser().parseFromString(quiet, "text/html").body;
}

/** Made in the parsed document, where nothing that was pasted is loaded or run. */
function inert(body, name, children) {
  const made = body.ownerDocument.createElement(name);
  made.append(...children);
  return made;
}

const unwrap = (node) => node.replaceWith(...node.childNodes);

function joinList(body, line, kind) {
  const made = inert(body, "li", line.childNodes);
  const before = line.previousElementSibling;
  if (before?.dataset.madeOf === kind) {
    before.append(made);
    line.remove();
  } else {
    const list = inert(body, kind, [made]);
    list.dataset.madeOf = kind;
    line.replaceWith(list);
  }
}

/** Word writes lists as paragraphs that say in their style at which level they stand. */
function makeWordLists(body) {
  const ignored = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']";
  for (const line of body.querySelectorAll("p[data-style*='mso-list']:not([data-style*='mso-list:none'])")) {
    const mark = line.querySelector(ignored);
    const isNumbered = /\d/.test(mark?.textContent ?? "");
    mark?.remove();
    joinList(body, line, isNumbered ? "ol" : "ul");
  }
  for (const mark of body.querySelectorAll(ignored)) mark.remove(); // Of numbered headings.
}

/** Others write the mark as a letter: PDF files, Word in a browser. A number counts where it goes on from 1. */
function makeFakeLists(body) {
  for (const line of body.querySelectorAll("p, div")) {
    const first = body.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
    if (!first || line.closest("li, td, th") || line.querySelector("p, div, li, table")) continue;
    const before = line.previousElementSibling;
    const next = before?.dataset.madeOf === "ol" ? before.children.length + 1 : 1;
    const isNumber = Number(FAKE_NUMBER.exec(first.data)?.[1]) === next;
    if (!isNumber && !FAKE_BULLET.test(first.data)) continue;
    first.data = first.data.replace(isNumber ? FAKE_NUMBER : FAKE_BULLET, "");
    joinList(body, line, isNumber ? "ol" : "ul");
  }
}

/** The grammar has one level. An inner list goes behind its item; in numbered steps it stays in its step. */
function flattenLists(body) {
  const find = () => body.querySelector(":is(ul, ol) :is(ul, ol)");
  for (let inner = find(); inner; inner = find()) {
    const around = inner.parentElement.closest("li") ?? (inner.previousElementSibling?.localName === "li" ? inner.previousElementSibling : null);
    if (inner.parentElement.closest("ul, ol").localName === "ol" && around) {
      const items = [...inner.children].flatMap((item, place) => [place ? "; " : ": ", ...item.childNodes]);
      around.append(...items);
    } else if (around) around.after(...inner.children);
    else inner.before(...inner.children);
    inner.remove();
  }
}

/** 10 to the power of 9 must not become 109, nor a note's mark part of a number. */
function keepSmallFigures(body) {
  for (const mark of body.querySelectorAll("a[href^='#']")) {
    const number = /^\s*\[?(\d{1,3})\]?\s*$/.exec(mark.textContent)?.[1];
    if (number) (mark.closest("sup") ?? mark).replaceWith(`[${number}]${/footnotesym/.test(mark.className) ? " " : ""}`);
  }
  for (const [name, figures] of [["sup", RAISED], ["sub", LOWERED]]) {
    for (const small of body.querySelectorAll(name)) {
      const letters = [...small.textContent];
      if (letters.every((letter) => figures[letter])) small.replaceWith(letters.map((letter) => figures[letter]).join(""));
    }
  }
  for (const quoted of body.querySelectorAll("q")) quoted.replaceWith("“", ...quoted.childNodes, "”");
}

/** An address as words becomes a link; one without encryption may not be linked, and loses its beginning. */
function linkAddresses(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (/https?:\/\//.test(walker.currentNode.data)) texts.push(walker.currentNode);
  for (const text of texts) {
    const isLinked = text.parentElement.closest("a[href]");
    const parts = text.data.split(new RegExp(`(${BARE_ADDRESS.source})`)).map((part) => {
      if (!/^https?:\/\//.test(part)) return part;
      const words = part.replace(/^https?:\/\//, "");
      if (isLinked || part.startsWith("http:")) return words;
      const made = inert(body, "a", [words]);
      made.href = part;
      return made;
    });
    text.replaceWith(...parts);
  }
}

function keepOnlyTrueBold(body) {
  // Google Docs wraps everything in a bold that is not bold; Word marks bold by style alone.
  for (const node of body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (NOT_BOLD.test(node.dataset.style)) unwrap(node);
  }
  for (const node of body.querySelectorAll("span[data-style]")) {
    if (BOLD.test(node.dataset.style)) node.replaceWith(inert(body, "strong", node.childNodes));
  }
}

export function tidy(html) {
  const body = parsed(html);
  makeWordLists(body);
  for (const node of body.querySelectorAll(DROPPED)) node.remove();
  // Elements of Office carry a colon in their name: o:p, w:sdt, v:shape.
  for (const node of [...body.querySelectorAll("*")].filter(({ localName }) => localName.includes(":"))) unwrap(node);
  keepOnlyTrueBold(body);
  keepSmallFigures(body);
  linkAddresses(body);
  makeRowsItems(body);
  makeFakeLists(body);
  flattenLists(body);
  for (const heading of body.querySelectorAll("li :is(h1, h2, h3, h4, h5, h6)")) heading.replaceWith(inert(body, "p", heading.childNodes));
  return body;
}
