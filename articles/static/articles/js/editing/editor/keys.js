// Keys, and what becomes a block or bold while it is typed. Typing itself, and phones' keyboards, are ProseMirror's.
import {
  InputRule, Plugin, TextSelection, addRowAfter, baseKeymap, chainCommands, goToNextCell, inputRules, isInTable, keymap, redo, splitListItem,
  textblockTypeInputRule, toggleMark, undo, undoInputRule, wrappingInputRule,
} from "../../../vendor/prosemirror/prosemirror.js";
import { targetOf } from "./addresses.js";
import { around, backOutOfFrame, goOn, leaveAdvice, leaveBlock, lift, nest } from "./commands.js";
import { holdsWords, marks, nodes } from "./schema.js";

const tableAround = (state) => around(state.selection, ({ type }) => type === nodes.table);

/** Tab in a cell goes to the next; after the last one, a row is added where that one has words. */
function nextCell(state, dispatch, view) {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!tableAround(state).node.lastChild.textContent) return false;
  addRowAfter(state, dispatch);
  return view ? goToNextCell(1)(view.state, view.dispatch) : true;
}

/** Enter in a cell goes to the cell below, or to a new row. */
function cellBelow(state, dispatch) {
  if (!isInTable(state)) return false;
  const { $from } = state.selection;
  const row = around(state.selection, ({ type }) => type === nodes.row);
  const table = tableAround(state);
  const [place, column] = [$from.index(table.depth), $from.index(row.depth)];
  if (!dispatch) return true;
  const { tr } = state;
  const isLast = place === table.node.childCount - 1;
  const columns = row.node.childCount;
  const below = row.pos + row.node.nodeSize;
  if (isLast) tr.insert(below, nodes.row.create(null, Array.from({ length: columns }, () => nodes.cell.create())));
  let at = below + 1;
  for (let number = 0; number < column; number += 1) at += tr.doc.nodeAt(at).nodeSize;
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

/** `act` opens dialogs: {link, toolbar}. */
export function keys(act) {
  const open = (name) => () => {
    act[name]();
    return true;
  };
  return [
    keymap({
      "Mod-b": toggleMark(marks.strong),
      "Mod-k": open("link"),
      "Alt-F10": open("toolbar"),
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      Enter: chainCommands(goOn, cellBelow, leaveAdvice, splitListItem(nodes.list_item), lift),
      "Shift-Enter": (state) => Boolean(state.selection.$from.parent.isTextblock), // There is no forced line break.
      "Mod-Enter": leaveBlock,
      Tab: chainCommands(nextCell, nest),
      "Shift-Tab": chainCommands(goToNextCell(-1), lift),
      Backspace: chainCommands(undoInputRule, backOutOfFrame),
    }),
    keymap(baseKeymap),
  ];
}

/** [words](address), typed as marks. */
const linkRule = new InputRule(/\[([^[\]]+)\]\((\S+)\)$/, (state, match, start, end) => {
  const { target } = targetOf(match[2]);
  return target ? state.tr.replaceWith(start, end, state.schema.text(match[1], [marks.link.create({ target })])).removeStoredMark(marks.link) : null;
});

/** Bold once its last star is typed. */
const boldRule = new InputRule(/(?<![*\\])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, (state, match, start, end) => {
  if (!state.doc.resolve(start).parent.type.allowsMarkType(marks.strong)) return null;
  return state.tr.replaceWith(start, end, state.schema.text(match[1], [marks.strong.create()])).removeStoredMark(marks.strong);
});

export const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*-\s$/, nodes.bullet_list),
    wrappingInputRule(/^\s*(\d{1,2})\.\s$/, nodes.ordered_list, ([, start]) => ({ start: Number(start) }), ([, start], list) => list.childCount + list.attrs.start === Number(start)),
    textblockTypeInputRule(/^###\s$/, nodes.heading),
    boldRule,
    linkRule,
  ],
});

const LISTS = new Set([nodes.bullet_list, nodes.ordered_list]);

/** Two lists of one kind side by side are one, and after a last block that holds no words stands an empty line. */
export const settle = new Plugin({
  appendTransaction(transactions, _before, { doc, tr }) {
    if (!transactions.some(({ docChanged }) => docChanged)) return null;
    const places = [];
    doc.descendants((node, pos, parent, index) => {
      if (node.isTextblock) return false;
      if (LISTS.has(node.type) && index && parent.child(index - 1).type === node.type) places.push(pos);
      return true;
    });
    for (const place of places.reverse()) tr.join(place);
    if (!holdsWords(tr.doc.lastChild)) tr.insert(tr.doc.content.size, nodes.paragraph.create());
    return tr.docChanged ? tr : null;
  },
});
