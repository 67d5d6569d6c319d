// Lists as the programs of this world write them, as nested lists of two levels with their numbers.
import { MOST_LEVELS } from "../schema.js";
import { made, styleOf, textsIn, unwrap, wordsOf } from "./inert.js";

const MARK = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore'], .ListMarkerWrappingSpan";
const BULLET = /^\s*([•·▪◦‣⁃●○■□▫➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc\uf076])\s*/u;
const DASH = /^\s*[–—-]\s+/;
const NUMBER = /^\s*(\d{1,2})[.)]\s+/;
const PICTURE_FONT = /font-family:\s*["']?(?:Wingdings|Symbol|Webdings)/i;
const ROMAN = { i: 1, v: 5, x: 10 };

/** The number that a mark like "3." or "c)" or "iv." stands for, or undefined for a bullet. */
export function numberOf(mark) {
  const [, written] = /^\(?(\d+|[a-z]{1,4})[.)]?$/i.exec(mark.replace(/^(?:\d+\.)+(?=\d)/, "").trim()) ?? [];
  if (!written || (/^[a-z]/i.test(written) && !/[.)]$/.test(mark.trim()))) return undefined;
  if (/^\d/.test(written)) return Number(written);
  const small = written.toLowerCase();
  if (/^[ivx]+$/.test(small) && (small.length > 1 || small === "i")) {
    return [...small].reduce((sum, letter, at) => sum + (ROMAN[letter] < (ROMAN[small[at + 1]] ?? 0) ? -ROMAN[letter] : ROMAN[letter]), 0);
  }
  return small.length === 1 ? small.charCodeAt(0) - 96 : 1;
}

/** Puts {line, level, number} one after another into nested lists, in place of the lines. */
function nestLines(lines) {
  const open = []; // The list of each level, the outermost first: {list, isNumbered, number}.
  for (const { line, level, number } of lines) {
    const isNumbered = number !== undefined;
    while (open.length > level) open.pop();
    let last = open.at(-1);
    if (open.length === level && last && last.isNumbered !== isNumbered) {
      open.pop();
      last = open.at(-1);
    }
    if (open.length < level || !open.length) {
      const list = made(line, isNumbered ? "ol" : "ul");
      if (isNumbered && number !== 1) list.setAttribute("start", String(number));
      const holder = last?.list.lastElementChild;
      if (holder) holder.append(list);
      else line.before(list);
      open.push({ list, isNumbered });
    }
    open.at(-1).list.append(made(line, "li", line.childNodes));
    line.remove();
  }
}

/** Lines that stand side by side as one run; an empty paragraph between them parts nothing. */
function runsOf(lines) {
  const runs = [];
  for (const one of lines) {
    let before = one.line.previousElementSibling;
    while (before && !wordsOf(before) && before.matches("p, div") && !before.querySelector("img, table")) before = before.previousElementSibling;
    const last = runs.at(-1);
    if (last && last.at(-1).line === before && one.goesOn !== false) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** The formats of Word's lists as its style sheet has them: "l0:level1" -> {isBullet, start}. */
export function wordFormats(html) {
  const found = new Map();
  for (const [, name, rules] of html.matchAll(/@list\s+(l\d+:level\d+)[^{]*\{([^}]*)\}/g)) {
    const format = /mso-level-number-format:\s*([\w-]+)/.exec(rules)?.[1];
    found.set(name, { isBullet: ["bullet", "image"].includes(format), start: Number(/mso-level-start-at:\s*(\d+)/.exec(rules)?.[1] ?? 1) });
  }
  return found;
}

/** Word and Outlook write lists as paragraphs that say in their style at which level of which list they stand. */
export function makeWordLists(body, formats) {
  const selector = "[data-style*='mso-list']:is(p, h1, h2, h3, h4, h5, h6, div)";
  const counted = new Map();
  const lines = [...body.querySelectorAll(selector)].flatMap((line) => {
    const [, list, level] = /mso-list:\s*(l\d+)\s+level(\d+)/.exec(styleOf(line)) ?? [];
    const mark = line.querySelector(MARK);
    const written = wordsOf(mark).replaceAll("\u00a0", "");
    mark?.remove();
    if (!level || /^h\d$/.test(line.localName)) return [];
    const format = formats.get(`${list}:level${level}`);
    const isBullet = mark ? numberOf(written) === undefined : format?.isBullet;
    const place = `${list}:${level}`;
    const number = isBullet ? undefined : numberOf(written) ?? (counted.get(place) ?? (format?.start ?? 1) - 1) + 1;
    if (number !== undefined) counted.set(place, number);
    return [{ line, level: Number(level), number }];
  });
  for (const run of runsOf(lines)) nestLines(run.map((one) => ({ ...one, level: one.level - Math.min(...run.map(({ level }) => level)) + 1 })));
  for (const mark of body.querySelectorAll(MARK)) mark.remove(); // Of numbered headings.
}

/** Word in a browser makes a list of each item, with its level in an attribute of its own. */
export function makeWebWordLists(body) {
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper);
  const lines = [...body.querySelectorAll("ul > li[data-aria-level], ol > li[data-aria-level]")].map((item) => {
    const list = item.parentElement;
    const isFirst = item === list.firstElementChild;
    const start = Number(item.getAttribute("value") ?? (isFirst ? (list.getAttribute("start") ?? 1) : NaN));
    return { item, list, level: Number(item.dataset.ariaLevel), isNumbered: list.localName === "ol", start };
  });
  let before = 0;
  const written = lines.map(({ item, list, level, isNumbered, start }) => {
    const line = made(item, "div", item.childNodes);
    list.before(line);
    item.remove();
    before = Number.isNaN(start) ? before + 1 : start;
    return { line, level, number: isNumbered ? before : undefined };
  });
  for (const { list } of lines) if (!list.querySelector("li")) list.remove();
  for (const run of runsOf(written)) nestLines(run.map((one) => ({ ...one, level: one.level - Math.min(...run.map(({ level }) => level)) + 1 })));
}

/** Others write the mark as a letter: PDF files, chats, old pages. A number counts where it goes on from 1. */
export function makeTypedLists(body) {
  const dashes = [...body.querySelectorAll("p, div")].filter((line) => DASH.test(line.textContent)).length;
  let last = 0;
  const lines = [...body.querySelectorAll("p, div")].flatMap((line) => {
    const [first] = textsIn(line).filter(({ data }) => data.trim());
    if (!first || line.closest("li, td, th") || line.querySelector("p, div, ul, ol, table")) return [];
    const drawn = PICTURE_FONT.test(styleOf(first.parentElement)) && [...wordsOf(first)].length === 1;
    const number = Number(NUMBER.exec(wordsOf(line).slice(0, 4).padEnd(5))?.[1] ?? NUMBER.exec(line.textContent)?.[1]);
    if (drawn) first.data = "";
    else if (BULLET.test(first.data)) first.data = first.data.replace(BULLET, "");
    else if (dashes > 1 && DASH.test(first.data)) first.data = first.data.replace(DASH, "");
    else if (number && number === last + 1 && NUMBER.test(first.data)) {
      last = number;
      first.data = first.data.replace(NUMBER, "");
      return [{ line, level: 1, number }];
    } else {
      if (wordsOf(line)) last = 0;
      return [];
    }
    return [{ line, level: 1 }];
  });
  for (const run of runsOf(lines)) nestLines(run);
}

/** What is left: lists beside items instead of in them, numbers of items, more levels than there are. Returns the number of
    items that moved up a level. */
export function settleLists(body) {
  for (const inner of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const holder = inner.previousElementSibling;
    if (holder?.localName === "li") holder.append(inner);
    else unwrap(inner);
  }
  for (const list of body.querySelectorAll("ol")) {
    const first = list.querySelector(":scope > li")?.getAttribute("value");
    if (first) list.setAttribute("start", first);
    if (!(Number(list.getAttribute("start") ?? 1) >= 0)) list.removeAttribute("start");
  }
  for (const item of body.querySelectorAll("li")) {
    if (!item.parentElement.matches("ul, ol")) item.replaceWith(made(item, "p", item.childNodes));
  }
  const levels = (list) => {
    let count = 0;
    for (let at = list; at && at !== body; at = at.parentElement) count += at.matches("ul, ol");
    return count;
  };
  let moved = 0;
  for (let deep = [...body.querySelectorAll("ul, ol")].find((one) => levels(one) > MOST_LEVELS); deep; deep = [...body.querySelectorAll("ul, ol")].find((one) => levels(one) > MOST_LEVELS)) {
    const items = [...deep.children];
    moved += items.length;
    deep.closest("li").after(...items);
    deep.remove();
  }
  return moved;
}
