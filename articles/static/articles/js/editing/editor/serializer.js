// Write nodes of the editor as the grammar's Markdown.
import { flanks } from "./inline.js";
import { HEADING } from "./schema.js";

const BOLD = "**";
const LINE_MARKS = /^(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|:::|>|(?:-\s*){3,}$|(?:_\s*){3,}$|=+\s*$|-+\s*$|~{3})/;

/** Words that would be read as marks, with a backslash before them. */
export function escaped(text) {
  return text.replace(/\\(?=[!-/:-@[-`{-~]|$)|[[\]`]|~{2,}|:::|\{\{|\{%|<(?=[a-z/!?])|&(?=#?\w+;)|\*+|_+/gi, (mark, place) => {
    const after = place + mark.length;
    const isEdge = place === 0 || after === text.length || /^\*{2,}$/.test(mark);
    const { opens, closes } = "*_".includes(mark[0]) ? flanks(text[place - 1], text[after], mark[0]) : { opens: true };
    if (!isEdge && !opens && !closes) return mark;
    return "*_~".includes(mark[0]) ? [...mark].map((sign) => `\\${sign}`).join("") : `\\${mark}`;
  });
}

function escapedLine(text) {
  return text.replace(LINE_MARKS, "\\").replace(/^(\d{1,2})(?=[.)](?:\s|$))/, "$1\\");
}

const isBold = (node) => node.marks.some(({ type }) => type.name === "strong");
const linkOf = (node) => node.marks.find(({ type }) => type.name === "link");

/** Without what would end the address: spaces, and brackets without a partner. */
function addressed(target) {
  const whole = target.replace(/\s/g, encodeURIComponent).replace(/&(?=#?\w+;)/g, "\\&");
  return /^[^()]*(?:\([^()]*\)[^()]*)*$/.test(whole) ? whole : whole.replaceAll("(", "%28").replaceAll(")", "%29");
}

function link(label, target) {
  const words = label.replaceAll("[", "(").replaceAll("]", ")").replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\").replace(/`|&(?=#?\w+;)/g, "\\$&");
  return `[${words}](${addressed(target)})`;
}

/** Runs of inline nodes: {text, isBold, isWords}, neighbours of one kind as one; a link is one run, bold as it begins. */
function runs(node) {
  const found = [];
  node.forEach((child) => {
    const target = linkOf(child)?.attrs.target;
    const last = found.at(-1);
    if (child.type.name === "citation") found.push({ text: `[${child.attrs.key}]`, isBold: isBold(child), isCitation: true });
    else if (target !== undefined && last?.target === target) last.label += child.text;
    else if (target !== undefined) found.push({ label: child.text, target, isBold: isBold(child) });
    else if (last?.words !== undefined && last.isBold === isBold(child)) last.words += child.text;
    else found.push({ words: child.text, isBold: isBold(child) });
  });
  return found.flatMap((run, place) => {
    if (run.target !== undefined) return run.label.trim() ? spaced(run) : [{ text: run.label, isBold: false }];
    if (run.words === undefined) return [run];
    const text = escaped(run.words);
    // "[key](" would be a link.
    return [{ text: found[place - 1]?.isCitation && text.startsWith("(") ? `\\${text}` : text, isBold: run.isBold, isWords: true }];
  });
}

/** A link without the spaces at its ends, which stand beside it. */
function spaced({ label, target, isBold: bold }) {
  const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(label);
  return [{ text: before, isBold: bold, isWords: true }, { text: link(words, target), isBold: bold }, { text: after, isBold: bold, isWords: true }].filter(({ text }) => text);
}

const FIRST_SIGN = /^\\?[^\p{L}\p{N}]/u;
const LAST_SIGN = /\\?[^\p{L}\p{N}\\]$/u;

/** Bold as CommonMark takes it: spaces and, where a letter stands next to them, signs go outside of the stars. */
function bold(before, inside, after) {
  let [lead, tail] = ["", ""];
  const left = inside.map((run) => ({ ...run }));
  const cut = (at, sign) => {
    const run = left.at(at);
    const taken = (run.isWords && sign.exec(run.text)?.[0]) || run.text; // A citation or a link goes as a whole.
    run.text = at ? run.text.slice(0, run.text.length - taken.length) : run.text.slice(taken.length);
    if (!run.text) left.splice(at, 1);
    return taken;
  };
  while (left.length) {
    if (!flanks(lead.at(-1) ?? before, left[0].text[0]).opens) lead += cut(0, FIRST_SIGN);
    else if (!flanks(left.at(-1).text.at(-1), tail[0] ?? after).closes) tail = cut(-1, LAST_SIGN) + tail;
    else break;
  }
  const core = left.map(({ text }) => text).join("");
  return core ? `${lead}${BOLD}${core}${BOLD}${tail}` : lead + tail;
}

/** The words of a paragraph, heading, cell, caption or summary, on one line. */
export function inline(node) {
  const found = runs(node);
  let made = "";
  for (let place = 0; place < found.length; ) {
    let end = place;
    while (found[end]?.isBold) end += 1;
    made += end > place ? bold(made.at(-1), found.slice(place, end), found[end]?.text[0]) : found[place].text;
    place = Math.max(end, place + 1);
  }
  return made.replace(/[\s\n]*\n\s*/g, " ").replace(/^[ \t]+|[ \t]+$/g, "");
}

const isEmpty = (node) => node.isTextblock && !inline(node);
const LISTS = new Set(["bullet_list", "ordered_list"]);

function item(node, mark, isLoose) {
  const indent = " ".repeat(mark.length);
  const parts = written(node.content.content, { between: isLoose ? "\n\n" : "\n" });
  return mark + parts.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

/** The item, or nothing where it is empty; where only its inner list has words, that list's items. */
function itemsOf(node) {
  const filled = node.content.content.filter((child) => !isEmpty(child));
  return !filled.length ? [] : LISTS.has(filled[0].type.name) ? filled[0].content.content.flatMap(itemsOf) : [node];
}

/** One list of the items of neighbours of one kind, which Markdown would read as one anyway. */
function list(lists) {
  const [first] = lists;
  const items = lists.flatMap(({ content }) => content.content).flatMap(itemsOf);
  const hasParagraphs = (node) => node.content.content.slice(1).some((child) => child.type.name === "paragraph" && !isEmpty(child));
  const isLoose = lists.some(({ attrs }) => attrs.loose) || items.some(hasParagraphs);
  const markOf = (place) => (first.type.name === "bullet_list" ? "- " : `${first.attrs.start + place}. `);
  return items.map((node, place) => item(node, markOf(place), isLoose)).join(isLoose ? "\n\n" : "\n");
}

function row(node) {
  return `| ${node.content.content.map((cell) => inline(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

function table(node) {
  const [head, ...rows] = node.content.content;
  return [row(head), `|${"---|".repeat(head.childCount)}`, ...rows.map(row)].join("\n");
}

const fence = (opening, inner) => `::: ${opening}\n${inner ? `${inner}\n` : ""}:::`;
const children = (node, from = 0) => written(node.content.content.slice(from));

const BLOCKS = {
  paragraph: (node) => escapedLine(inline(node)),
  heading: (node) => (isEmpty(node) ? "" : HEADING + inline(node).replace(/(^|\s)(#+)$/, "$1\\$2")),
  table,
  callout: (node) => fence(node.attrs.kind, children(node)),
  advice: (node) => fence(node.attrs.kind, children(node)),
  details: (node) => fence(`details ${inline(node.firstChild)}`.trim(), children(node, 1)),
  captioned: (node) => (isEmpty(node.firstChild) ? table(node.lastChild) : fence(`table ${inline(node.firstChild)}`, table(node.lastChild))),
  picture: ({ attrs: { words, name } }) => `![${words.replaceAll("[", "(").replaceAll("]", ")").replace(/\\(?=[!-/:-@[-`{-~])|&(?=#?\w+;)/g, "\\$&").replace(/\s+/g, " ")}](picture:${name})`,
  statement: ({ attrs: { name } }) => `::: statement ${name}`,
};

/** The groups that Markdown reads as one block each: neighbours that are lists of one kind, without what is empty. */
export function grouped(found) {
  const groups = [];
  for (const node of found) {
    if (isEmpty(node)) continue;
    const last = groups.at(-1);
    if (LISTS.has(node.type.name) && last?.[0].type === node.type) last.push(node);
    else groups.push([node]);
  }
  return groups;
}

/** The text of one group. */
export const textOf = (group) => (LISTS.has(group[0].type.name) ? list(group) : BLOCKS[group[0].type.name](group[0]));

function written(found, { between = "\n\n" } = {}) {
  return grouped(found).map(textOf).filter(Boolean).join(between);
}
