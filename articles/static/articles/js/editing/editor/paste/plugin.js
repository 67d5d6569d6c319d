// Take what is pasted: cleaned before the editor reads it, within the text's bound, and with a word on what was left out.
import { DOMParser, Fragment, Plugin, Selection, Slice, closeHistory, undo } from "../../../../vendor/prosemirror/prosemirror.js";
import { announce, element, say } from "../../../../../desk/js/form-api.js";
import { blocksOf } from "../blocks.js";
import { frameAround } from "../commands.js";
import { Refusal } from "../inline.js";
import { nodes, schema } from "../schema.js";
import { cleaned } from "./clean.js";
import { parsed } from "./inert.js";
import { asHtml } from "./plain-text.js";

const WORDS = [nodes.paragraph, nodes.bullet_list, nodes.ordered_list];
// What may be put into each frame.
const HELD = new Map([
  [nodes.callout, WORDS], [nodes.advice, WORDS], [nodes.details, [...WORDS, nodes.table, nodes.picture]], [nodes.captioned, WORDS],
]);
const ONE_LINE = [nodes.cell, nodes.summary, nodes.caption];

function read(html, $context) {
  return DOMParser.fromSchema(schema).parseSlice(parsed(html), { context: $context });
}

/** Text in the grammar's own marks, as its blocks; undefined for words without marks. */
function readMarks(text) {
  try {
    const found = blocksOf(text.replace(/\r\n?/g, "\n")).map(({ node }) => node);
    const isMarked = found.some((node) => node.type !== nodes.paragraph || node.content.content.some((child) => !child.isText || child.marks.length));
    return isMarked ? Slice.maxOpen(Fragment.from(found)) : undefined;
  } catch (fault) {
    if (fault instanceof Refusal) return undefined;
    throw fault;
  }
}

/** The words of a slice on one line, for a place that holds no more. */
function onOneLine(slice, type) {
  const found = [];
  slice.content.descendants((node, _pos, parent) => {
    if (!node.isInline) return true;
    if (found.length && found.parent !== parent) found.push(schema.text(" "));
    found.parent = parent;
    const fits = type.contentMatch.matchType(node.type);
    if (fits) found.push(node.mark(type.allowedMarks(node.marks)));
    return false;
  });
  return new Slice(Fragment.fromArray(found), 0, 0);
}

/** Blocks that the frame around the cursor can't hold go behind it, all together. Whether that was so. */
function putBehindFrame(view, { content }) {
  const outer = frameAround(view.state);
  const type = outer && outer.node.type;
  if (!outer || content.content.every((node) => node.isInline || HELD.get(type).includes(node.type))) return false;
  const after = outer.pos + outer.node.nodeSize;
  const { tr } = view.state;
  tr.insert(after, content);
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + content.size), -1)).scrollIntoView().setMeta("paste", true));
  return true;
}

/** "2 pictures and 1 comment were left out." and what else happened, in one sentence. */
function sentence(left) {
  const parts = Object.entries(left).map(([name, count]) => say(`left_${name}`, { count }));
  return say("left_out", { what: parts.join("; ") });
}

/** `place` is where the sentence stands. `most` characters may the text have; `length()` it has now. */
export function paste({ place, most, length }) {
  let left = {};
  let isShift = false;

  function tell(view) {
    place.replaceChildren();
    if (!Object.keys(left).length) return;
    const button = element("button", { type: "button", class: "button is-quiet" }, say("paste_undo"));
    button.addEventListener("click", () => {
      undo(view.state, view.dispatch);
      place.replaceChildren();
      view.focus();
    });
    const close = element("button", { type: "button", class: "button is-quiet", "aria-label": say("paste_close") }, "✕");
    close.addEventListener("click", () => {
      place.replaceChildren();
      view.focus();
    });
    const words = sentence(left);
    place.append(element("p", { class: "paste-told" }, element("span", {}, words), button, close));
    announce(words);
  }

  function refuse(view, count) {
    const words = say("pasted_too_long", { count: count.toLocaleString(), most: most.toLocaleString() });
    place.replaceChildren(element("p", { class: "errorlist paste-refused", role: "alert" }, words));
    view.focus();
  }

  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (_view, event) => {
          isShift = event.shiftKey;
        },
      },
      transformPastedHTML(html) {
        left = {};
        if (html.includes("data-pm-slice")) return parsed(html).innerHTML;
        const made = cleaned(html);
        left = made.left;
        return made.html;
      },
      clipboardTextParser(text, $context) {
        left = {};
        const marked = isShift ? undefined : readMarks(text);
        if (marked) return marked;
        const made = cleaned(asHtml(text));
        left = made.left;
        return read(made.html, $context);
      },
      transformPasted(slice, view) {
        const { type } = view.state.selection.$from.parent;
        return ONE_LINE.includes(type) && slice.content.firstChild?.type !== nodes.table ? onOneLine(slice, type) : slice;
      },
      handlePaste(view, event, slice) {
        const words = event.clipboardData?.getData("text/plain") ?? "";
        const { from, to } = view.state.selection;
        const rest = length() - view.state.doc.textBetween(from, to).length;
        const count = Math.max(slice.content.textBetween(0, slice.content.size, "\n").length, words.length);
        if (most && rest + count > most) {
          refuse(view, count);
          return true;
        }
        view.dispatch(closeHistory(view.state.tr));
        setTimeout(() => tell(view)); // Once it stands in the text.
        return putBehindFrame(view, slice);
      },
    },
  });
}
