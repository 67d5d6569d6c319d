// The grammar has no tables: each row becomes one list item, so that what stands in a row stays together.

const PLACE = "td, th";
const LONGEST_SPAN = 100;

function flat(cell) {
  for (const item of cell.querySelectorAll("li")) item.append(item.nextElementSibling ? ", " : "");
  for (const block of cell.querySelectorAll("p, div, li, ul, ol, br")) {
    if (block.nextSibling) block.after(" ");
    block.replaceWith(...block.childNodes);
  }
  return cell;
}

const wordsOf = (cell) => (cell?.textContent ?? "").replace(/\s+/g, " ").trim();

/** Rows of cells; a cell that spans several rows stands in each of them. */
function grid(table) {
  const rows = [...table.rows].map(() => []);
  [...table.rows].forEach((row, top) => {
    let left = 0;
    for (const cell of row.querySelectorAll(PLACE)) {
      while (rows[top][left]) left += 1;
      const [down, across] = [Math.min(cell.rowSpan, LONGEST_SPAN), Math.min(cell.colSpan, LONGEST_SPAN)];
      for (let y = top; y < Math.min(top + Math.max(down, 1), rows.length); y += 1) {
        for (let x = left; x < left + across; x += 1) rows[y][x] = { cell, isFirst: x === left };
      }
      left += across;
    }
  });
  return rows.filter((row) => row.some(({ cell } = {}) => wordsOf(cell)));
}

/** Marked as such, or all in bold as Word and Google Docs leave it. */
function isHead(row) {
  const cells = row.filter(Boolean).map(({ cell }) => cell).filter(wordsOf);
  const isBold = (cell) => [...cell.querySelectorAll("b, strong")].map((bold) => bold.textContent).join("").replace(/\s/g, "") === wordsOf(cell).replace(/\s/g, "");
  return cells.length > 1 && (cells.every((cell) => cell.localName === "th") || cells.every(isBold));
}

function rowAsItem(page, row, head) {
  const item = page.createElement("li");
  row.forEach(({ cell, isFirst } = {}, column) => {
    if (!isFirst || !wordsOf(cell)) return;
    const name = wordsOf(head?.[column]?.cell).replace(/:$/, "");
    if (item.hasChildNodes()) item.append(head ? "; " : " – ");
    if (name) item.append(`${name}: `);
    item.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
  });
  return item;
}

/** Inner tables first. A table of one column, or around headings, only places things: its words stay as they are. */
export function makeRowsItems(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = grid(table);
    const isLayout = rows.every((row) => row.length < 2) || table.querySelector("h1, h2, h3, h4, h5, h6");
    if (isLayout) {
      for (const cell of table.querySelectorAll(PLACE)) {
        const block = body.ownerDocument.createElement("div");
        block.append(...cell.childNodes);
        cell.replaceWith(block);
      }
      continue;
    }
    for (const cell of table.querySelectorAll(PLACE)) flat(cell);
    const head = rows.length > 1 && isHead(rows[0]) ? rows.shift() : null;
    const list = body.ownerDocument.createElement("ul");
    list.append(...rows.map((row) => rowAsItem(body.ownerDocument, row, head)));
    const title = body.ownerDocument.createElement("p");
    title.append(wordsOf(table.caption));
    table.replaceWith(title, list);
  }
}
