// Offers while one types: "/" in an empty line names a block, "[" a source, and the first letters of a word a medicine or
// a word of the glossary. It follows the text, not the keys, so that it works with the keyboards of phones; the keys only
// move in the list.
import { Plugin } from "../../../vendor/prosemirror/prosemirror.js";
import { announce, element, later, say } from "../../../../desk/js/form-api.js";
import { blocks } from "./blocks-menu.js";
import { insertCitation } from "./commands.js";
import { citationDialog } from "./dialogs.js";
import { matching, sources, wordsBeginning } from "./library.js";
import { nodes } from "./schema.js";

const MOST = 12;
const MOST_WORDS = 6;
const FIRST_LETTERS = 4; // Before them nothing is asked for.
const PAUSE = 250; // Milliseconds without a change.
let count = 0;

const wordsBefore = ({ $from }) => $from.parent.textBetween(0, $from.parentOffset, null, "￼");

/** "/" and the words after it are all that stands in the line. */
function blockOffers(selection) {
  const { $from } = selection;
  const query = $from.parent.type === nodes.paragraph && $from.depth === 1 && /^\/([\p{L}' ]*)$/u.exec($from.parent.textContent)?.[1];
  if (typeof query !== "string") return undefined;
  const asked = query.toLowerCase();
  const from = $from.start();
  const found = blocks().filter(({ label }) => label.toLowerCase().includes(asked));
  const act = (view, offer) => {
    view.dispatch(view.state.tr.delete(from, view.state.selection.to));
    offer.act(view);
  };
  return { from, label: say("blocks"), offers: found.map((one) => ({ title: one.label, act: (view) => act(view, one) })) };
}

function sourceOffers(selection) {
  const { $from } = selection;
  const query = /(?:^|[^\\[])\[([\p{L}\p{N}-][\p{L}\p{N}\- ]*)?$/u.exec(wordsBefore(selection));
  if (!query || !$from.parent.type.contentMatch.matchType(nodes.citation)) return undefined;
  const asked = query[1] ?? "";
  const place = { from: selection.from - asked.length - 1, to: selection.from };
  const found = sources().filter((one) => matching(one, asked));
  const offers = found.map(({ key, title, publisher }) => ({ title: title || key, detail: publisher, act: ({ state, dispatch }) => insertCitation(key, place)(state, dispatch) }));
  return { from: place.from, label: say("find_source"), offers: [...offers, { title: say("source_add"), act: (view) => citationDialog(view, place, asked) }] };
}

/** The whole key in brackets is a citation too. */
export function citeTyped(view, from, text) {
  if (text !== "]") return false;
  const key = /\[([a-z0-9][a-z0-9-]*)$/.exec(wordsBefore(view.state.selection))?.[1];
  if (!key || !sources().some((one) => one.key === key)) return false;
  return insertCitation(key, { from: from - key.length - 1, to: from })(view.state, view.dispatch);
}

const words = new Map(); // By their first letters: what the site knows, once it has answered.
const lettersOf = (word) => word.slice(0, FIRST_LETTERS).toLowerCase();

/** The letters before the cursor, where it stands at the end of a word. */
function wordAt({ $from }) {
  const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
  const after = $from.parent.textBetween($from.parentOffset, $from.parent.content.size, null, "\ufffc");
  const word = /(?:^|[^\p{L}\p{M}\p{N}])(\p{L}+)$/u.exec(before)?.[1] ?? "";
  return word.length < FIRST_LETTERS || /^[\p{L}\p{M}\p{N}]/u.test(after) ? "" : word;
}

/** Nothing for a word that is whole: who has typed it goes on, by Tab too. */
function wordOffers(selection) {
  const typed = wordAt(selection);
  const asked = typed.toLowerCase();
  const found = typed ? words.get(lettersOf(typed))?.filter(({ word }) => word.toLowerCase().startsWith(asked)) : undefined;
  if (!found?.length || found.some(({ word }) => word === typed || word === asked)) return undefined;
  const place = { from: selection.from - typed.length, to: selection.from };
  const isCapital = typed[0] !== typed[0].toLowerCase();
  const offers = found.slice(0, MOST_WORDS).map(({ word, detail }) => {
    const title = isCapital ? word[0].toUpperCase() + word.slice(1) : word;
    return { title, detail, act: (view) => view.dispatch(view.state.tr.insertText(title, place.from, place.to).scrollIntoView()) };
  });
  return { from: place.from, label: say("find_word"), offers, isWord: true };
}

class Offers {
  constructor(view) {
    this.view = view;
    this.id = `offers-${(count += 1)}`;
    this.list = element("ul", { id: this.id, class: "offers picker-list", role: "listbox", hidden: "" });
    view.dom.parentElement.append(this.list);
    this.askSoon = later(() => this.ask(), PAUSE);
    this.update(view);
  }

  /** A word is offered where the text has changed, not where the cursor only passes, nor within a composition. */
  update(view, before, isAnswered = false) {
    const { selection, doc } = view.state;
    const isTyped = isAnswered || Boolean(before && !before.doc.eq(doc)) || (this.isWord && before?.selection.eq(selection));
    const word = () => (isTyped && !view.composing ? wordOffers(selection) : undefined);
    const found = selection.empty && view.editable ? blockOffers(selection) ?? sourceOffers(selection) ?? word() : undefined;
    if (isTyped && !found && wordAt(selection)) this.askSoon();
    if (found?.from !== this.closedAt) this.closedAt = undefined;
    if (!found?.offers.length || found.from === this.closedAt || !view.hasFocus()) {
      this.hide();
      return;
    }
    const isNew = this.offers?.map(({ title }) => title).join() !== found.offers.map(({ title }) => title).join();
    this.from = found.from;
    const isOpened = !this.offers;
    this.offers = found.offers.slice(0, MOST);
    this.isWord = Boolean(found.isWord);
    if (isNew) this.draw(found.label, isOpened || !this.isWord);
    this.place(view, found.from);
  }

  /** Asks the site once for all words with these first letters. */
  async ask() {
    const { view } = this;
    const letters = view.isDestroyed ? "" : lettersOf(wordAt(view.state.selection));
    if (!letters || words.has(letters)) return;
    words.set(letters, undefined);
    const found = await wordsBeginning(letters);
    if (found) words.set(letters, found);
    else words.delete(letters);
    if (!view.isDestroyed && lettersOf(wordAt(view.state.selection)) === letters) this.update(view, undefined, true);
  }

  draw(label, isTold) {
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(
      ...this.offers.map(({ title, detail }, number) => {
        const option = element("li", { id: `${this.id}-${number}`, role: "option" }, element("strong", {}, title), detail ? ` ${detail}` : "");
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.take(number);
        });
        return option;
      }),
    );
    this.list.hidden = false;
    this.view.dom.setAttribute("aria-controls", this.id);
    this.mark(this.isWord ? -1 : 0);
    if (isTold) announce(say(this.isWord ? "offers_of_words" : "offers", { count: this.offers.length }));
  }

  place(view, from) {
    const around = this.list.offsetParent?.getBoundingClientRect();
    if (!around) return;
    const { left, bottom } = view.coordsAtPos(from);
    const most = Math.max(around.width - this.list.offsetWidth, 0);
    this.list.style.insetInlineStart = `${Math.min(Math.max(left - around.left, 0), most)}px`;
    this.list.style.insetBlockStart = `${bottom - around.top + 4}px`;
  }

  /** -1: none yet, so that Enter stays a new line. */
  mark(number) {
    this.chosen = number < 0 ? number : number % this.offers.length;
    [...this.list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === this.chosen)));
    const option = this.list.children[this.chosen];
    this.view.dom.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.scrollIntoView({ block: "nearest" });
    this.view.dom.setAttribute("aria-activedescendant", option.id);
  }

  take(number) {
    const offer = this.offers[number];
    this.hide();
    this.view.focus();
    offer.act(this.view);
  }

  hide() {
    if (!this.offers) return;
    this.offers = undefined;
    this.isWord = false;
    this.list.hidden = true;
    this.view.dom.removeAttribute("aria-activedescendant");
    this.view.dom.removeAttribute("aria-controls");
  }

  key({ key, shiftKey }) {
    if (!this.offers) return false;
    if (key === "ArrowDown") this.mark(this.chosen + 1);
    else if (key === "ArrowUp") this.mark((this.chosen > 0 ? this.chosen : this.offers.length) - 1);
    else if (key === "Enter" && this.chosen >= 0) this.take(this.chosen);
    else if (key === "Tab" && !shiftKey) this.take(Math.max(this.chosen, 0));
    else if (key === "Escape") {
      this.closedAt = this.from;
      this.hide();
    } else return false;
    return true;
  }

  destroy() {
    this.list.remove();
  }
}

export function suggestions() {
  let offers;
  return new Plugin({
    view: (view) => (offers = new Offers(view)),
    props: {
      handleKeyDown: (_view, event) => !event.isComposing && offers.key(event),
      handleTextInput: (view, from, _to, text) => citeTyped(view, from, text),
      handleDOMEvents: { blur: () => offers.hide() },
    },
  });
}
