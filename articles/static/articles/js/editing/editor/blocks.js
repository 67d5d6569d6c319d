// Read a body as blocks of the grammar, each with the text that it stands for. Throws Refusal where the grammar has no
// such block: then the text stays in its box, as it is.
import { Refusal, inlineNodes, unescaped } from "./inline.js";
import { ADVICE, CALLOUTS, MOST_COLUMNS, MOST_LEVELS, nodes } from "./schema.js";

const OPENING = /^:::[ \t]+([a-z-]+)((?:[ \t].*)?)$/;
const CLOSING = /^:::[ \t]*$/;
const STATEMENT = /^:::[ \t]+statement[ \t]+([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*$/;
const PICTURE = /^!\[([^[\]]*)\]\(picture:([a-z0-9]+(?:-[a-z0-9]+)*)\)[ \t]*$/;
const HEADING = /^###(?:[ \t]+(.*))?$/;
const ITEM = /^( {0,3})(-|\d{1,2}\.)(?:( {1,4})(?! )(.*)|[ \t]*)$/;
const DELIMITER = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;
const BORDER = /(?<!\\)\|/;
// Lines that CommonMark reads as something else, which the grammar doesn't have, and what names them.
const REFUSED = [
  [/^\t/, "refused_indent"],
  [/^ {4}/, "refused_indent"],
  [/^ {0,3}>/, "refused_quotation"],
  [/^ {0,3}#{1,6}(?:[ \t]|$)/, "refused_heading"],
  [/^ {0,3}(?:`{3}|~{3})/, "refused_code"],
  [/^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/, "refused_line"],
  [/^ {0,3}(?:[*+]|\d{1,2}\))(?:[ \t]|$)/, "refused_item"],
  [/^ {0,3}(?:-|\d{1,2}\.)(?:\t| {5,})\S/, "refused_indent"],
  [/^ {0,3}<[A-Za-z/!?]/, "refused_html"],
  [/^\s*:::/, "refused_block"],
];

const isBlank = (line) => !line?.trim();
const indentOf = (line) => line.length - line.trimStart().length;

/** The cells of a row. "\|" is a letter of its words. */
function cellsOf(line) {
  let inner = line.trim().replace(/^\|/, "");
  if (inner.endsWith("|") && !inner.endsWith("\\|")) inner = inner.slice(0, -1);
  return inner.split(BORDER).map((cell) => cell.replaceAll("\\|", "|").trim());
}

const isDelimiter = (line) => line !== undefined && line.includes("|") && DELIMITER.test(line.trim());

function beginsTable({ lines }, at) {
  if (!isDelimiter(lines[at + 1]) || !lines[at].includes("|") || indentOf(lines[at + 1]) > 3) return false;
  const columns = cellsOf(lines[at]).length;
  return columns === cellsOf(lines[at + 1]).length && columns <= MOST_COLUMNS;
}

/** A part of the text: its lines, without the indentation of what holds them, and the number of the first from 1. */
class Part {
  constructor(lines, first, isInner = false, level = 0) {
    Object.assign(this, { lines, first, isInner, level }); // Level: of the lists around it.
  }

  refuse(words, at) {
    throw new Refusal(words, this.first + at);
  }

  /** The text of the lines from one to before another, as inline nodes. */
  words(from, to) {
    const text = this.lines.slice(from, to).map((line) => line.replace(/^[ \t]+/, "")).join("\n").replace(/[ \t]+$/, "");
    return inlineNodes(text, this.first + from);
  }

  /** [node, end] of the block that begins at this line. */
  block(at) {
    const line = this.lines[at];
    if (!this.isInner && CLOSING.test(line)) this.refuse("refused_block", at);
    if (!this.isInner && STATEMENT.test(line)) return [nodes.statement.create({ name: STATEMENT.exec(line)[1] }), at + 1];
    if (!this.isInner && OPENING.test(line)) return this.fence(at);
    if (ITEM.test(line)) return this.list(at);
    if (beginsTable(this, at)) return this.table(at);
    const heading = HEADING.exec(line.trimStart());
    if (heading && indentOf(line) < 4) return [nodes.heading.create(null, inlineNodes((heading[1] ?? "").replace(/[ \t]+#+[ \t]*$|^#+[ \t]*$/, "").trim(), this.first + at)), at + 1];
    const picture = PICTURE.exec(line.trimStart());
    if (picture && isBlank(this.lines[at + 1]) && indentOf(line) < 4) {
      return [nodes.picture.create({ words: unescaped(picture[1]).trim(), name: picture[2] }), at + 1];
    }
    return this.paragraph(at);
  }

  paragraph(at) {
    let end = at;
    do {
      const refused = REFUSED.find(([pattern]) => pattern.test(this.lines[end]));
      // A further line of a paragraph may be indented as far as it likes.
      if (refused && !(end > at && refused[1] === "refused_indent" && !REFUSED.some(([pattern]) => pattern.test(this.lines[end].trimStart())))) this.refuse(refused[1], end);
      if (end > at && /^ {0,3}(?:=+|-+)[ \t]*$/.test(this.lines[end])) this.refuse("refused_line", end);
      if (isDelimiter(this.lines[end])) this.refuse("refused_table", end);
      end += 1;
    } while (end < this.lines.length && !isBlank(this.lines[end]) && !this.interrupts(end));
    return [nodes.paragraph.create(null, this.words(at, end)), end];
  }

  /** Whether the line ends a paragraph without an empty line before it. */
  interrupts(at) {
    const line = this.lines[at];
    const item = ITEM.exec(line);
    if (item && !isBlank(item[4]) && (item[2] === "-" || item[2] === "1.")) return true;
    if (!this.isInner && (STATEMENT.test(line) || this.closingOf(at) !== undefined)) return true;
    return /^ {0,3}###(?:[ \t]|$)/.test(line) || beginsTable(this, at);
  }

  /** The line that closes the fence which this line opens. */
  closingOf(at) {
    const opening = OPENING.exec(this.lines[at] ?? "");
    if (!opening) return undefined;
    const [, name, rest] = opening;
    const known = CALLOUTS[name] || ADVICE[name] ? !rest.trim() : ["details", "table"].includes(name) && rest.trim();
    if (!known) return undefined;
    for (let end = at + 1; end < this.lines.length; end += 1) {
      if (CLOSING.test(this.lines[end])) return end;
      if (/^\s*:::/.test(this.lines[end])) return undefined;
    }
    return undefined;
  }

  fence(at) {
    const end = this.closingOf(at);
    if (end === undefined) this.refuse("refused_block", at);
    const [, name, rest] = OPENING.exec(this.lines[at]);
    const inner = new Part(this.lines.slice(at + 1, end), this.first + at + 1, true).blocks().map(({ node }) => node);
    const words = rest.trim() ? inlineNodes(rest.trim(), this.first + at) : [];
    if (CALLOUTS[name]) return [this.holding(nodes.callout, { kind: name }, inner, at), end + 1];
    if (ADVICE[name]) return [this.holding(nodes.advice, { kind: name }, inner, at), end + 1];
    if (name === "table" && inner.length !== 1) this.refuse("refused_inside", at);
    const [outer, first] = name === "details" ? [nodes.details, nodes.summary] : [nodes.captioned, nodes.caption];
    return [this.holding(outer, null, [this.holding(first, null, words, at), ...inner], at), end + 1];
  }

  /** The node, where it may hold these. */
  holding(type, attrs, content, at) {
    const made = type.createAndFill(attrs, content); // A block that is still empty gets a line to write in.
    if (!made || !type.validContent(made.content)) this.refuse("refused_inside", at);
    return made;
  }

  list(at) {
    if (this.level >= MOST_LEVELS) this.refuse("refused_depth", at);
    const isBullet = this.lines[at].trimStart()[0] === "-";
    const items = [];
    let [place, isLoose] = [at, false];
    let start;
    while (place < this.lines.length) {
      const item = ITEM.exec(this.lines[place]);
      if (!item || (item[2] === "-") !== isBullet) break;
      start ??= parseInt(item[2], 10);
      const [node, end, itemIsLoose] = this.item(place, item);
      items.push(node);
      let next = end;
      while (next < this.lines.length && isBlank(this.lines[next])) next += 1;
      const follows = next < this.lines.length && ITEM.exec(this.lines[next]);
      const goesOn = follows && (follows[2] === "-") === isBullet;
      isLoose ||= itemIsLoose || (goesOn && next > end);
      place = goesOn ? next : end;
      if (!goesOn) break;
    }
    return [isBullet ? nodes.bullet_list.create({ loose: isLoose }, items) : nodes.ordered_list.create({ loose: isLoose, start }, items), place];
  }

  /** [node, end, whether empty lines part what it holds]. */
  item(at, [, before, mark, space = " ", rest = ""]) {
    if (/^(?:-[ \t]*){3,}$/.test(this.lines[at].trim()) || /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(rest)) this.refuse("refused_item", at);
    const offset = before.length + mark.length + space.length;
    const inner = [rest];
    let end = at + 1;
    for (let place = end; place < this.lines.length; place += 1) {
      const line = this.lines[place];
      if (line.includes("\t")) this.refuse("refused_indent", place);
      if (isBlank(line)) inner.push("");
      else if (indentOf(line) >= offset) {
        inner.push(line.slice(offset));
        end = place + 1;
      } else if (isBlank(this.lines[place - 1]) || this.interrupts(place) || ITEM.test(line)) break;
      else if (!this.level && /^\s*:::/.test(line)) this.refuse("refused_block", place);
      else if (indentOf(line) >= before.length + 2) {
        inner.push(line.trimStart()); // It goes on with the item's paragraph, though indented less than its first line.
        end = place + 1;
      } else this.refuse("refused_stray", place);
    }
    const part = new Part(inner.slice(0, end - at), this.first + at, true, this.level + 1);
    const found = isBlank(rest) && end === at + 1 ? [{ node: nodes.paragraph.create(), gap: "" }] : part.blocks();
    const isLoose = found.some(({ gap }, number) => number > 0 && /\n[ \t]*\n/.test(gap));
    return [this.holding(nodes.list_item, null, found.map(({ node }) => node), at), end, isLoose];
  }

  table(at) {
    const header = cellsOf(this.lines[at]);
    const rows = [header];
    let end = at + 2;
    for (; end < this.lines.length && this.lines[end].includes("|") && indentOf(this.lines[end]) < 4; end += 1) {
      const cells = cellsOf(this.lines[end]);
      if (cells.length !== header.length) this.refuse("refused_cells", end);
      rows.push(cells);
    }
    const lineOf = (row) => this.first + at + row + (row ? 1 : 0);
    const made = rows.map((cells, row) => nodes.row.create(null, cells.map((words) => nodes.cell.create(null, inlineNodes(words, lineOf(row))))));
    return [this.holding(nodes.table, null, made, at), end];
  }

  /** Each {node, text, gap}: the block, its lines as they are, and what stands between it and the block before. */
  blocks() {
    const found = [];
    let [at, end] = [0, 0];
    for (;;) {
      while (at < this.lines.length && isBlank(this.lines[at])) at += 1;
      if (at >= this.lines.length) break;
      const [node, next] = this.block(at);
      const gap = `${end ? "\n" : ""}${this.lines.slice(end, at).map((line) => `${line}\n`).join("")}`;
      found.push({ node, text: this.lines.slice(at, next).join("\n"), gap });
      [at, end] = [next, next];
    }
    found.end = found.length ? this.lines.slice(end).map((line) => `\n${line}`).join("") : this.lines.join("\n");
    return found;
  }
}

/** The blocks of a body: [{node, text, gap}], with what stands after the last as `end`. Throws Refusal. */
export function blocksOf(body) {
  return new Part(body.split("\n"), 1).blocks();
}
