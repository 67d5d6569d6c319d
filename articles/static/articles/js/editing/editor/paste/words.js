// What stands inside lines: small figures, links, bold, breaks, spaces.
import { targetOf } from "../addresses.js";
import { made, styleOf, textsIn, unwrap, wordsOf } from "./inert.js";

const BOLD = /(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/;
const NOT_BOLD = /(?:^|[;\s])font-weight:\s*(?:normal|400)/;
const BARE_ADDRESS = /https?:\/\/[^\s<>()[\]"]*[^\s<>()[\]".,;:!?]/g;
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const SPACES = /[ \u00a0\u2007\u202f\t\n\r]+/g;
const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻", "–": "⁻", n: "ⁿ" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋" };
// What a raised figure is a power of: ten, or a unit of length. After anything else it is the mark of a note.
const HAS_POWERS = /(?:^|[^\d.,])10$|(?:^|[\s\d(/×·])(?:[kcdmµn]?m|in|ft|yd)$/i;
const NOTE = /^[\s[(]*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[a-z*†‡§]|[ivx]{1,4})[\])\s]*$/i;
const LONG_LINE = 55; // Characters: lines as long as this were broken by a program, not by a person.

export function keepTrueBold(body) {
  // Google Docs wraps everything in a bold that is not bold; Word marks bold by style alone.
  for (const node of body.querySelectorAll("b[data-style], strong[data-style]")) if (NOT_BOLD.test(styleOf(node))) unwrap(node);
  for (const node of body.querySelectorAll("span[data-style]")) if (BOLD.test(styleOf(node))) node.replaceWith(made(node, "strong", node.childNodes));
  for (const node of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) unwrap(node);
}

const before = (body, node) => {
  const texts = textsIn(body);
  const at = texts.findIndex((one) => node.contains(one));
  let words = "";
  for (let place = at - 1; place >= 0 && words.length < 12 && texts[place].parentElement.closest("p, li, td, th, div") === node.closest("p, li, td, th, div"); place -= 1) words = texts[place].data + words;
  return words;
};

/** Raised and lowered figures. Returns how many marks of notes stand in brackets now. */
export function keepSmallFigures(body) {
  let notes = 0;
  const note = (node, words) => {
    notes += 1;
    node.replaceWith(`${/\s$/.test(before(body, node)) ? "" : " "}[${words}]`);
  };
  for (const mark of body.querySelectorAll("a[href*='#']")) {
    const number = /^\s*\[?(\d{1,3}|[ivx]{1,4})\]?\s*$/.exec(mark.textContent)?.[1];
    const isNote = /^#|#_(?:ftn|edn|footnote|endnote)|#sd(?:foot|end)note/.test(mark.getAttribute("href"));
    if (!number || !isNote) continue;
    const outer = mark.closest("sup") ?? mark;
    if (/footnotesym|endnotesym/i.test(mark.className) || /_(?:ftn|edn)ref/.test(mark.getAttribute("href"))) outer.replaceWith(`[${number}] `);
    else note(outer, number);
  }
  for (const small of body.querySelectorAll("sup, span[data-style*='vertical-align:super'], span[data-style*='vertical-align: super']")) {
    const words = wordsOf(small);
    const letters = [...words];
    const isCharge = /[+−–-]$|^[+−–-]/.test(words) && letters.every((letter) => RAISED[letter]);
    const isPower = letters.length > 0 && letters.every((letter) => RAISED[letter]) && HAS_POWERS.test(before(body, small));
    if (isCharge || isPower) small.replaceWith(letters.map((letter) => RAISED[letter]).join(""));
    else if (NOTE.test(words) && /\d|[*†‡§]/.test(words)) note(small, NOTE.exec(words)[1].replace(/\s+/g, ""));
    else unwrap(small);
  }
  for (const small of body.querySelectorAll("sub, span[data-style*='vertical-align:sub'], span[data-style*='vertical-align: sub']")) {
    const letters = [...wordsOf(small)];
    small.replaceWith(...(letters.every((letter) => LOWERED[letter]) ? [letters.map((letter) => LOWERED[letter]).join("")] : small.childNodes));
  }
  for (const quoted of body.querySelectorAll("q")) quoted.replaceWith("“", ...quoted.childNodes, "”");
  return notes;
}

const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote";

/** Links in the form that the grammar has. Returns how many lost their address, and how many came out of a wrapper. */
export function settleLinks(body) {
  const told = { links: 0, unwrapped: 0 };
  for (const link of body.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    const { target, isUnwrapped } = targetOf(href, wordsOf(link));
    const isWithin = !href || /^#/.test(href) || (/^file:|^https?:/.test(href) && href.includes("#_"));
    told.unwrapped += Boolean(isUnwrapped);
    if (!target) {
      told.links += !isWithin && Boolean(wordsOf(link));
      unwrap(link);
      continue;
    }
    const inner = link.querySelector(BLOCKS) ? [...link.querySelectorAll(BLOCKS)].filter((one) => !one.querySelector(BLOCKS)) : [link];
    for (const one of inner) {
      const whole = made(link, "a", one.childNodes, { "data-target": target });
      for (const part of whole.querySelectorAll("b, strong, a")) unwrap(part);
      if (one === link) link.replaceWith(whole);
      else one.append(whole);
    }
    if (inner[0] !== link) unwrap(link);
  }
  for (const text of textsIn(body)) {
    if (!/https?:\/\//.test(text.data)) continue;
    const isLinked = text.parentElement.closest("a");
    const parts = text.data.split(new RegExp(`(${BARE_ADDRESS.source})`)).map((part) => {
      if (!/^https?:\/\//.test(part)) return part;
      const { target, isUnwrapped } = targetOf(part);
      const words = (isUnwrapped && target ? target : part).replace(/^https?:\/\//, "");
      told.unwrapped += Boolean(isUnwrapped) && !isLinked;
      if (isLinked) return words;
      told.links += !target;
      return target ? made(body, "a", [words], { "data-target": target }) : words;
    });
    text.replaceWith(...parts);
  }
  return told;
}

/** Lines that were broken by hand are paragraphs; those that a program broke go on. */
export function settleBreaks(body) {
  for (const line of body.querySelectorAll("br")) {
    if (line.closest("li, td, th, h1, h2, h3, h4, h5, h6, caption, .caption")) line.replaceWith(" ");
  }
  for (const block of new Set([...body.querySelectorAll("br")].map((line) => line.parentElement.closest("p, div") ?? body))) {
    for (const inline of [...block.querySelectorAll("span br")].map((line) => line.parentElement)) if (inline.matches("span")) unwrap(inline);
    const lines = [[]];
    for (const node of [...block.childNodes]) {
      if (node.nodeName === "BR") lines.push([]);
      else lines.at(-1).push(node);
    }
    if (lines.length < 2) continue;
    const lengths = lines.map((line) => line.map(({ textContent }) => textContent).join("").trim().length);
    const isWrapped = lengths.slice(0, -1).filter((length) => length >= LONG_LINE).length > lengths.length / 2;
    const paragraphs = [];
    for (const [place, line] of lines.entries()) {
      if (!lengths[place]) paragraphs.push([]);
      else if (isWrapped && paragraphs.at(-1)?.length) paragraphs.at(-1).push(" ", ...line);
      else paragraphs.push([...line]);
    }
    const whole = paragraphs.filter((one) => one.length).map((one) => made(block, "p", one));
    if (block === body || block.matches("div")) block.replaceChildren(...whole);
    else block.replaceWith(...whole);
  }
}

/** No invisible marks, and one kind of space. */
export function settleSpaces(body) {
  for (const text of textsIn(body)) text.data = text.data.replace(UNSEEN, "").replace(SPACES, " ");
}
