// Tables with one header row and without joined cells: a cell that spans several stands in each of them.
import { MOST_COLUMNS } from "../schema.js";
import { made, unwrap, wordsOf } from "./inert.js";

const PLACE = "td, th";
const LONGEST_SPAN = 50;

/** The cell's words on one line. */
function flat(cell) {
  for (const item of cell.querySelectorAll("li")) item.append(item.nextElementSibling ? "; " : "");
  for (const block of cell.querySelectorAll("p, div, li, ul, ol, br, h1, h2, h3, h4, h5, h6, blockquote, pre")) {
    if (block.nextSibling) block.after(" ");
    unwrap(block);
  }
}

/** Rows of cells, each {cell, isFirst}; rows without words are left out. */
function grid(table) {
  const rows = [...table.rows].map(() => []);
  [...table.rows].forEach((row, top) => {
    let left = 0;
    for (const cell of row.querySelectorAll(PLACE)) {
      while (rows[top][left]) left += 1;
      const [down, across] = [cell.rowSpan, cell.colSpan].map((span) => Math.min(Math.max(span, 1), LONGEST_SPAN));
      for (let y = top; y < Math.min(top + down, rows.length); y += 1) {
        for (let x = left; x < left + across; x += 1) rows[y][x] = { cell, isFirst: x === left, isTop: y === top };
      }
      left += across;
    }
  });
  return rows.filter((row) => row.some((one) => one && wordsOf(one.cell)));
}

const isBold = (cell) => [...cell.querySelectorAll("b, strong")].map((bold) => bold.textContent).join("").replace(/\s/g, "") === cell.textContent.replace(/\s/g, "");

/** Whether the row names columns: marked as such, or all in bold as Word and Google Docs leave it. */
function isHead(row) {
  const cells = row.filter(Boolean).map(({ cell }) => cell).filter(wordsOf);
  const isMarked = cells.every((cell) => cell.localName === "th" || cell.closest("thead"));
  return cells.length > 0 && (isMarked || (cells.length > 1 && cells.every(isBold)));
}

/** How many rows are the head: those marked as such, and below one with joined cells its further rows. */
function headRows(rows) {
  let count = 0;
  while (count < rows.length - 1 && isHead(rows[count])) {
    count += 1;
    const joins = rows[count - 1].some((one) => one && (one.cell.colSpan > 1 || one.cell.rowSpan > 1));
    const isMarked = rows[count].every((one) => one?.cell.localName === "th" || one?.cell.closest("thead"));
    if (!joins && !isMarked) break;
  }
  return count;
}

/** The words of a column's head cells from top to bottom, each once: "Dose: start". */
function nameOf(head, column) {
  const words = head.map((row) => wordsOf(row[column]?.cell).replace(/:$/, "")).filter(Boolean);
  return [...new Set(words)].join(": ");
}

function copied(cell) {
  return cell ? [...cell.childNodes].map((node) => node.cloneNode(true)) : [];
}

/** A table that is too wide: an item for each row, so that what stands in a row stays together. */
function asList(table, head, rows) {
  const items = rows.map((row) => {
    const parts = row.flatMap((one, column) => (one?.isFirst && wordsOf(one.cell) ? [[nameOf(head, column), wordsOf(one.cell)].filter(Boolean).join(": ")] : []));
    return made(table, "li", [parts.join("; ")]);
  });
  return made(table, "ul", items);
}

function asTable(table, head, rows, columns) {
  const names = Array.from({ length: columns }, (_none, column) => made(table, "td", [head.length ? nameOf(head, column) : ""]));
  const lines = rows.map((row) => made(table, "tr", Array.from({ length: columns }, (_none, column) => made(table, "td", copied(row[column]?.cell)))));
  return made(table, "table", [made(table, "tr", names), ...lines]);
}

/** A table of one column, or around headings, only places things: its words stay as they are. */
const isLayout = (table, rows) => rows.length < 2 || rows.every((row) => row.length < 2) || table.querySelector("h1, h2, h3, h4, h5, h6");

/** Returns {headless, wide}: how many tables came without a head, and how many were too wide. */
export function settleTables(body) {
  const told = { headless: 0, wide: 0 };
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const caption = wordsOf(table.caption);
    const rows = grid(table);
    if (isLayout(table, rows) || table.parentElement.closest("table, li")) {
      for (const cell of table.querySelectorAll(PLACE)) cell.replaceWith(made(cell, "div", cell.childNodes));
      for (const part of [...table.querySelectorAll("tr, tbody, thead, tfoot, caption, colgroup")].reverse()) unwrap(part);
      unwrap(table);
      continue;
    }
    for (const cell of table.querySelectorAll(PLACE)) flat(cell);
    const columns = Math.max(...rows.map((row) => row.length));
    const head = rows.splice(0, headRows(rows));
    if (!head.length) told.headless += 1;
    if (columns > MOST_COLUMNS) {
      told.wide += 1;
      table.replaceWith(...(caption ? [made(table, "p", [caption])] : []), asList(table, head, rows));
      continue;
    }
    const whole = asTable(table, head, rows, columns);
    table.replaceWith(caption ? made(table, "div", [made(table, "p", [caption], { class: "caption" }), whole], { class: "captioned" }) : whole);
  }
  return told;
}
