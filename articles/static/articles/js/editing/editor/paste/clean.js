// Clean what is pasted, before the editor reads it: what Word, Google Docs, LibreOffice, mail programs and web pages leave
// behind goes, and lists, tables, links and figures become what the grammar has.
import { made, parsed, unwrap, wordsOf } from "./inert.js";
import { makeTypedLists, makeWebWordLists, makeWordLists, settleLists, wordFormats } from "./lists.js";
import { settleTables } from "./tables.js";
import { keepSmallFigures, keepTrueBold, settleBreaks, settleLinks, settleSpaces } from "./words.js";

// [what is taken out, under which name the writer hears of it]; without a name, nobody misses it.
const DROPPED = [
  ["script, style, meta, link, title, xml, noscript, template, [hidden], .mw-editsection, [aria-hidden='true']:not(span)", ""],
  ["[data-style*='display:none'], [data-style*='display: none'], [data-style*='mso-hide']", ""],
  ["img, svg, video, audio, canvas, object, embed, iframe, picture, math", "pictures"],
  ["form, button, input, select, textarea", "fields"],
  // Taken out, also by a tracked change: bringing it back would turn it round.
  ["del, s, strike, [data-style*='line-through']", "deleted"],
  ["[data-style*='comment-list'], .msocomanchor, .MsoCommentReference, [data-style*='mso-element:comment']", "comments"],
  ["sup[class*=reference]", "references"],
];
const SMALLEST_PICTURE = 3; // Pixels: below it a picture only counts who reads.

function isSeen(node) {
  if (!node.matches("img")) return node.matches("img, svg, video, audio, canvas, object, embed, iframe, math") || Boolean(wordsOf(node)) || node.matches("input, select, textarea, button");
  return ![node.getAttribute("width"), node.getAttribute("height")].some((size) => size && Number(size) < SMALLEST_PICTURE);
}

function drop(body) {
  const left = {};
  for (const [selector, name] of DROPPED) {
    for (const node of body.querySelectorAll(selector)) {
      if (name && isSeen(node) && !node.parentElement?.closest(selector)) left[name] = (left[name] ?? 0) + 1;
      node.remove();
    }
  }
  return left;
}

function settleHeadings(body) {
  for (const heading of body.querySelectorAll("h1, h2, h4, h5, h6, [role=heading]")) heading.replaceWith(made(heading, "h3", heading.childNodes));
  for (const heading of body.querySelectorAll(":is(li, td, th, h3) h3")) heading.replaceWith(made(heading, "p", heading.childNodes));
  for (const heading of body.querySelectorAll("h3")) if (!wordsOf(heading)) heading.remove();
}

/** {html, left}: what the editor reads, and how many of each kind were left out or changed, by name. */
export function cleaned(html) {
  const body = parsed(html);
  const formats = wordFormats(html);
  makeWordLists(body, formats);
  makeWebWordLists(body);
  const left = drop(body);
  // Elements of Office carry a colon in their name: o:p, w:sdt, v:shape.
  for (const node of [...body.querySelectorAll("*")].filter(({ localName }) => localName.includes(":"))) unwrap(node);
  keepTrueBold(body);
  left.notes = keepSmallFigures(body);
  settleBreaks(body);
  settleSpaces(body);
  settleHeadings(body);
  makeTypedLists(body);
  left.levels = settleLists(body);
  Object.assign(left, settleLinks(body), settleTables(body));
  return { html: body.innerHTML, left: Object.fromEntries(Object.entries(left).filter(([, count]) => count)) };
}
