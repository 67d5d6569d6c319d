// Name the heads of a table for screen readers and style: its first row, and the first cell of every other.
import { Decoration, DecorationSet, Plugin } from "../../../vendor/prosemirror/prosemirror.js";
import { nodes } from "./schema.js";

function heads(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (node.type !== nodes.table) return !node.isTextblock;
    node.forEach((row, offset, number) => {
      row.forEach((cell, place, column) => {
        if (number && column) return;
        const role = number ? "rowheader" : "columnheader";
        const from = pos + 1 + offset + 1 + place;
        // An empty corner names nothing.
        found.push(Decoration.node(from, from + cell.nodeSize, { class: "is-head", ...(cell.content.size ? { role } : {}) }));
      });
    });
    return false;
  });
  return DecorationSet.create(doc, found);
}

export const tableHeads = new Plugin({
  state: { init: (_config, { doc }) => heads(doc), apply: (tr, before) => (tr.docChanged ? heads(tr.doc) : before) },
  props: {
    decorations(state) {
      return this.getState(state);
    },
  },
});
