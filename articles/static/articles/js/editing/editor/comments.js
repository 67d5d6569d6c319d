// The words of a text that have comments: drawn in it, with a button that leads to their thread. The text doesn't change.
import { Decoration, DecorationSet, Plugin } from "../../../vendor/prosemirror/prosemirror.js";
import { announce, element, later, say } from "../../../../desk/js/form-api.js";

const AROUND = 80; // Characters that tell this place from others with the same words.
const PAUSE = 500; // Milliseconds without a change before the words are looked for anew.
const WORD = /[\p{L}\p{N}]+/gu;

const wordsOf = (text) => (text.match(WORD) ?? []).map((word) => word.toLowerCase());
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** Whether comments stand beside this form: a new article has none yet. */
export const hasComments = () => Boolean(document.querySelector("[data-comments-place]"));

/** The words of a document in order: {word, from, to}. A citation parts words. */
function wordsIn(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    for (const { 0: word, index } of node.textBetween(0, node.content.size, " ", " ").matchAll(WORD)) {
      found.push({ word: word.toLowerCase(), from: pos + 1 + index, to: pos + 1 + index + word.length });
    }
    return false;
  });
  return found;
}

/** How many words agree from a place on, forwards or backwards. */
function alike(words, at, step, wanted) {
  let count = 0;
  while (count < wanted.length && words[at + step * count]?.word === wanted[count]) count += 1;
  return count;
}

/** Where the quoted words stand, most like the words around them then: {from, to}. As articles/comparison/quotation.py. */
export function quotedPlace(words, { exact, prefix, suffix }) {
  const wanted = wordsOf(exact);
  const [before, after] = [wordsOf(prefix).reverse(), wordsOf(suffix)];
  let best;
  for (let at = 0; wanted.length && at + wanted.length <= words.length; at += 1) {
    if (alike(words, at, 1, wanted) < wanted.length) continue;
    const end = at + wanted.length;
    const likeness = alike(words, at - 1, -1, before) + alike(words, end, 1, after);
    if (!best || likeness > best.likeness) best = { likeness, from: words[at].from, to: words[end - 1].to };
  }
  return best;
}

/** A button after the words, which says whose comment it is. */
function opener(thread) {
  const name = thread.querySelector(".comment-who strong").textContent;
  const label = say("commented", { words: thread.dataset.exact, name });
  const made = element("button", { type: "button", class: "thread-opener", contenteditable: "false", title: label, "aria-label": label }, String(thread.querySelectorAll("[data-comment]").length));
  made.addEventListener("click", () => tell("thread-wanted", thread.dataset.thread));
  return made;
}

function decorationsOf(doc, fieldId) {
  const threads = [...document.querySelectorAll(`[data-thread][data-place="${fieldId}"]`)].filter(({ dataset }) => dataset.exact);
  if (!threads.length) return DecorationSet.empty;
  const words = wordsIn(doc);
  const made = threads.flatMap((thread) => {
    const found = quotedPlace(words, thread.dataset);
    if (!found) return [];
    const id = thread.dataset.thread;
    return [
      Decoration.inline(found.from, found.to, { class: "commented" }, { thread: id }),
      Decoration.widget(found.to, () => opener(thread), { side: 1, stopEvent: () => true, ignoreSelection: true }),
    ];
  });
  return DecorationSet.create(doc, made);
}

function markedIn({ doc, selection: { from, to } }) {
  const text = (begin, end) => doc.textBetween(Math.max(0, begin), Math.min(doc.content.size, end), " ", " ");
  return { exact: text(from, to), prefix: text(from - AROUND, from), suffix: text(to, to + AROUND) };
}

/** Takes the marked words to a new comment. */
export function comment({ state }) {
  const detail = markedIn(state);
  if (!wordsOf(detail.exact).length) {
    announce(say("comment_no_words"));
    return;
  }
  tell("words-marked", detail);
  tell("comment-wanted");
}

/** By the letter, and not by its key: with AltGr that key is another letter in some languages, as the µ of doses. */
const isShortcut = ({ key, code, ctrlKey, metaKey, altKey }) => altKey && ((ctrlKey && key.toLowerCase() === "m") || (metaKey && code === "KeyM"));

export function comments(fieldId) {
  const plugin = new Plugin({
    state: {
      init: (_config, { doc }) => decorationsOf(doc, fieldId),
      apply: (transaction, drawn) => (transaction.getMeta(plugin) ? decorationsOf(transaction.doc, fieldId) : drawn.map(transaction.mapping, transaction.doc)),
    },
    props: {
      decorations: (state) => plugin.getState(state),
      handleKeyDown: (view, event) => {
        if (!isShortcut(event)) return false;
        comment(view);
        return true;
      },
    },
    view: (opened) => {
      const redraw = () => opened.isDestroyed || opened.dispatch(opened.state.tr.setMeta(plugin, true));
      const soon = later(redraw, PAUSE);
      document.addEventListener("comments-drawn", redraw);
      return {
        update: (view, { doc, selection }) => {
          if (!doc.eq(view.state.doc)) soon();
          if (selection.eq(view.state.selection)) return;
          if (!view.state.selection.empty) tell("words-marked", markedIn(view.state));
          const threadAt = ({ head }) => plugin.getState(view.state).find(head, head).find(({ spec }) => spec.thread)?.spec.thread;
          const now = threadAt(view.state.selection);
          const thread = now !== threadAt(selection) && document.querySelector(`[data-thread="${now}"]`);
          if (thread) announce(opener(thread).title);
        },
        destroy: () => document.removeEventListener("comments-drawn", redraw),
      };
    },
  });
  return plugin;
}
