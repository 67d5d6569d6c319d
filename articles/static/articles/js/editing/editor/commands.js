// What a writer can do with the text: by the toolbar, by keys, by the menu of blocks.
import {
  NodeSelection, Selection, TextSelection, liftListItem, setBlockType, sinkListItem, wrapInList,
} from "../../../vendor/prosemirror/prosemirror.js";
import { MOST_LEVELS, marks, nodes } from "./schema.js";

/** The innermost node around the selection that `test` takes: {node, pos, depth}. */
export function around(selection, test) {
  const { node } = selection;
  if (node && test(node)) return { node, pos: selection.from, depth: selection.$from.depth + 1 };
  // Where all is selected, its first words count.
  const { $from } = selection.$from.depth || node ? selection : Selection.atStart(selection.$from.doc);
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const found = $from.node(depth);
    if (test(found)) return { node: found, pos: $from.before(depth), depth };
  }
  return undefined;
}

export const isIn = (state, ...types) => Boolean(around(state.selection, ({ type }) => types.includes(type)));
const isList = ({ type }) => type === nodes.bullet_list || type === nodes.ordered_list;
export const listAround = (state) => around(state.selection, isList);

/** A link or bold at the cursor, or in the selection. */
export function hasMark({ selection: { from, to, empty, $from }, storedMarks, doc }, type) {
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

export function toggleHeading(state, dispatch) {
  return setBlockType(isIn(state, nodes.heading) ? nodes.paragraph : nodes.heading)(state, dispatch);
}

/** A list of this kind; the other kind turns into it, and the same kind is taken away. */
export function toggleList(type) {
  return (state, dispatch) => {
    const list = listAround(state);
    if (!list) return wrapInList(type)(state, dispatch);
    if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(list.pos, type, { loose: list.node.attrs.loose }));
    return true;
  };
}

const depthOfLists = ({ $from }) => Array.from({ length: $from.depth }, (_none, depth) => $from.node(depth + 1)).filter(isList).length;

export function nest(state, dispatch) {
  return depthOfLists(state.selection) < MOST_LEVELS && sinkListItem(nodes.list_item)(state, dispatch);
}

export const lift = liftListItem(nodes.list_item);

/** Enter in an empty item of a list of what to do: the frame holds nothing but its list, so writing goes on after it. */
export function leaveAdvice(state, dispatch) {
  const { $from, empty } = state.selection;
  const outer = around(state.selection, ({ type }) => type === nodes.advice);
  if (!outer || !empty || $from.parent.content.size || $from.depth !== outer.depth + 3) return false;
  const list = $from.node(outer.depth + 1);
  if (list.childCount < 2 || $from.index(outer.depth + 1) !== list.childCount - 1) return false;
  if (!dispatch) return true;
  const { tr } = state;
  tr.delete($from.before(outer.depth + 2), $from.after(outer.depth + 2));
  const after = tr.mapping.map(outer.pos + outer.node.nodeSize);
  tr.insert(after, nodes.paragraph.create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}

/** The cursor goes to the next place for words after the block at this depth. */
function goBehind(state, dispatch, depth) {
  const found = Selection.findFrom(state.doc.resolve(state.selection.$from.after(depth)), 1, true);
  if (found) dispatch?.(state.tr.setSelection(found).scrollIntoView());
  return Boolean(found);
}

/** Enter in the words of a frame, or in a cell, goes on to what stands below. */
export function goOn(state, dispatch) {
  const { $from } = state.selection;
  if ([nodes.summary, nodes.caption].includes($from.parent.type)) return goBehind(state, dispatch, $from.depth);
  return false;
}

/** An empty line after the outermost block: the way out of everything. */
export function leaveBlock(state, dispatch) {
  const after = state.selection.$from.depth ? state.selection.$from.after(1) : state.selection.to;
  const { tr } = state;
  tr.insert(after, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}

/** The block instead of an empty paragraph, or after the outermost block. The cursor goes to its first words. */
export function insertBlock(made) {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const isEmptyLine = $from.depth === 1 && $from.parent.type === nodes.paragraph && !$from.parent.content.size;
    const [from, to] = isEmptyLine ? [$from.before(), $from.after()] : Array(2).fill($to.depth ? $to.after(1) : $to.pos);
    if (!dispatch) return true;
    const { tr } = state;
    tr.replaceWith(from, to, made);
    if (made.isLeaf) {
      const next = tr.doc.resolve(from + 1);
      if (!next.nodeAfter) tr.insert(from + 1, nodes.paragraph.create());
      tr.setSelection(NodeSelection.create(tr.doc, from));
    } else tr.setSelection(Selection.near(tr.doc.resolve(from + 1), 1));
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** Selected lines go into the frame; a frame of this sort changes its kind; else an empty one is put in. */
export function frame(type, attrs, ...content) {
  return (state, dispatch) => {
    const outer = around(state.selection, (node) => node.type === type);
    if (outer && attrs) {
      dispatch?.(state.tr.setNodeMarkup(outer.pos, null, attrs));
      return true;
    }
    const { $from, $to, empty } = state.selection;
    const [first, last] = [$from.index(0), $to.indexAfter(0)];
    const whole = type.create(attrs, [...content, ...state.doc.content.content.slice(first, last)]);
    if (!empty && type.validContent(whole.content)) {
      const { tr } = state;
      const from = state.doc.resolve(0).posAtIndex(first);
      tr.replaceWith(from, state.doc.resolve(0).posAtIndex(last), whole);
      dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(from + 1))).scrollIntoView());
      return true;
    }
    return insertBlock(type.createAndFill(attrs, content))(state, dispatch);
  };
}

const FRAMES = [nodes.callout, nodes.advice, nodes.details, nodes.captioned];
export const frameAround = (state) => around(state.selection, ({ type }) => FRAMES.includes(type));

/** The frame goes, what it holds stays. */
export function takeFrameAway(state, dispatch) {
  const found = frameAround(state);
  if (!found) return false;
  const { node, pos } = found;
  const inner = node.content.content
    .map((child) => ([nodes.summary, nodes.caption].includes(child.type) ? nodes.paragraph.create(null, child.content) : child))
    .filter((child, place) => place || node.childCount === 1 || child.content.size);
  dispatch?.(state.tr.replaceWith(pos, pos + node.nodeSize, inner).scrollIntoView());
  return true;
}

/** The whole block around the cursor goes, or the one that is selected. */
export function removeBlock(state, dispatch) {
  const found = frameAround(state) ?? around(state.selection, ({ type }) => [nodes.table, nodes.picture, nodes.statement].includes(type));
  if (!found) return false;
  dispatch?.(state.tr.delete(found.pos, found.pos + found.node.nodeSize).scrollIntoView());
  return true;
}

/** Backspace at the beginning of an empty frame takes it away. */
export function backOutOfFrame(state, dispatch) {
  const { empty, $from } = state.selection;
  const found = frameAround(state);
  if (!empty || !found || $from.parentOffset || found.node.textContent) return false;
  dispatch?.(state.tr.replaceWith(found.pos, found.pos + found.node.nodeSize, nodes.paragraph.create()));
  return true;
}

export function newTable(rows = 3, columns = 2) {
  return nodes.table.create(null, Array.from({ length: rows }, () => nodes.row.create(null, Array.from({ length: columns }, () => nodes.cell.create()))));
}

/** A caption over the table, or none any more. */
export function toggleCaption(state, dispatch) {
  const captioned = around(state.selection, ({ type }) => type === nodes.captioned);
  if (captioned) return takeFrameAway(state, dispatch);
  const table = around(state.selection, ({ type }) => type === nodes.table);
  if (!table || table.depth !== 1) return false; // None stands in another frame.
  if (!dispatch) return true;
  const tr = state.tr.replaceWith(table.pos, table.pos + table.node.nodeSize, nodes.captioned.create(null, [nodes.caption.create(), table.node]));
  dispatch(tr.setSelection(TextSelection.create(tr.doc, table.pos + 2)).scrollIntoView());
  return true;
}

/** The words of the link at the cursor: {from, to, target}. */
export function linkAt(state) {
  const { $from, from, to, empty } = state.selection;
  const type = marks.link;
  if (!empty) {
    const mark = state.doc.rangeHasMark(from, to, type) && [...textMarks(state.doc, from, to)].find((one) => one.type === type);
    return mark ? { from, to, target: mark.attrs.target } : undefined;
  }
  const mark = type.isInSet($from.marks()) || ($from.nodeAfter && type.isInSet($from.nodeAfter.marks));
  if (!mark) return undefined;
  let [start, end] = [$from.start(), $from.start()];
  let found;
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    if (!mark.isInSet(child.marks)) return;
    if (end !== at) start = at;
    end = at + child.nodeSize;
    if (start <= from && end >= from) found = { from: start, to: end, target: mark.attrs.target };
  });
  return found;
}

function textMarks(doc, from, to) {
  const found = new Set();
  doc.nodesBetween(from, to, (node) => node.marks.forEach((mark) => found.add(mark)));
  return found;
}

/** Words with a link, instead of what is selected or of the link at the cursor. */
export function setLink({ words, target }, place) {
  return (state, dispatch) => {
    const { from, to } = place ?? state.selection;
    const kept = state.doc.textBetween(from, to) === words && from < to;
    const { tr } = state;
    if (kept) tr.removeMark(from, to, marks.link).addMark(from, to, marks.link.create({ target }));
    else tr.replaceWith(from, to, state.schema.text(words, [marks.link.create({ target })]));
    tr.setSelection(TextSelection.create(tr.doc, from + words.length)).removeStoredMark(marks.link);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

export function removeLink(state, dispatch) {
  const found = linkAt(state);
  if (found) dispatch?.(state.tr.removeMark(found.from, found.to, marks.link));
  return Boolean(found);
}

export function insertCitation(key, { from, to } = {}) {
  return (state, dispatch) => {
    const [start, end] = [from ?? state.selection.to, to ?? state.selection.to];
    if (!state.doc.resolve(start).parent.type.contentMatch.matchType(nodes.citation)) return false;
    dispatch?.(state.tr.replaceWith(start, end, nodes.citation.create({ key })).scrollIntoView());
    return true;
  };
}

