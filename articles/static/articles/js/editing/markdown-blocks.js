// Where blocks stand in a text: a list, a heading or a callout next to other words breaks both.
import { insert } from "../../../desk/js/form-api.js";

const LIST = /^(?:- |\d+\. )/;
const CALLOUT = /^:::/;

const lineBefore = (text) => text.slice(text.lastIndexOf("\n") + 1);
const isSameList = (one, other) => LIST.test(one) && LIST.test(other) && one.startsWith("- ") === other.startsWith("- ");

/** Whether these words can't stand inside a line. */
export function isBlock(text) {
  return text.includes("\n") || LIST.test(text) || /^(?:### |:::)/.test(text);
}

/** The breaks that a block needs between what stands before it and after it. */
function breaks(before, text, after) {
  const last = lineBefore(before.replace(/\n$/, ""));
  const next = after.replace(/^\n/, "").split("\n", 1)[0];
  const above = !before.trim() ? 0 : isSameList(last, text) || /^::: /.test(last) ? 1 : 2;
  const below = !after.trim() ? 0 : isSameList(lineBefore(text), next) || /^:::\s*$/.test(next) ? 1 : 2;
  const have = { above: /\n*$/.exec(before)[0].length, below: /^\n*/.exec(after)[0].length };
  return ["\n".repeat(Math.max(above - have.above, 0)), "\n".repeat(Math.max(below - have.below, 0))];
}

/** Puts a block in with the empty lines that it needs, and gives its place. Other words go where the cursor is, unless a
    callout's mark stands there. */
export function insertBlock(field, text, [start, end] = [field.selectionStart, field.selectionEnd]) {
  const isBareItem = LIST.test(text) && /^(?:- |\d+\. )$/.test(lineBefore(field.value.slice(0, start)));
  const from = isBareItem ? start - lineBefore(field.value.slice(0, start)).length : start;
  const isApart = isBlock(text) || CALLOUT.test(lineBefore(field.value.slice(0, from))) || CALLOUT.test(field.value.slice(end));
  const before = isApart ? field.value.slice(0, from).replace(/[ \t]+$/, "") : field.value.slice(0, from);
  const after = isApart ? field.value.slice(end).replace(/^[ \t]+/, "") : field.value.slice(end);
  const [above, below] = isApart ? breaks(before, text, after) : ["", ""];
  insert(field, above + text + below, [before.length, field.value.length - after.length]);
  const place = before.length + above.length;
  field.setSelectionRange(place + text.length, place + text.length);
  return place;
}

/** The lines of a selection, as [start, end]. */
export function wholeLines(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", field.selectionEnd);
  return [start, end < 0 ? field.value.length : end];
}

export const isCalloutMark = (line) => CALLOUT.test(line);

/** Where a new callout may stand: not inside another. */
export function outsideCallouts(field) {
  const place = [field.selectionStart, field.selectionEnd];
  const isInside = /^::: (?!statement )/.test([...field.value.slice(0, place[0]).matchAll(/^:::.*$/gm)].at(-1)?.[0] ?? "");
  const end = /^:::[ \t]*$/m.exec(field.value.slice(place[1]));
  return isInside && end ? Array(2).fill(place[1] + end.index + end[0].length) : place;
}
