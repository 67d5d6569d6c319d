// One text of a section in the editor. The text box stays the form's field: what is written goes into it as marks.
import { EditorState, EditorView, Selection, TextSelection, dropCursor, gapCursor, history, tableEditing } from "../../../vendor/prosemirror/prosemirror.js";
import { announce, element, say } from "../../../../desk/js/form-api.js";
import { comments, hasComments } from "./comments.js";
import { linkDialog, pictureDialog } from "./dialogs.js";
import { Refusal } from "./inline.js";
import { Body } from "./kept-source.js";
import { keys, rules, settle } from "./keys.js";
import { nodeViews } from "./node-views.js";
import { paste } from "./paste/plugin.js";
import { nodes } from "./schema.js";
import { suggestions } from "./suggestions.js";
import { tableHeads } from "./table-heads.js";
import { toolbar } from "./toolbar.js";

/** The place of the quoted words in the document: {from, to}. */
export function placeOf(doc, quote) {
  const letters = [];
  doc.descendants((node, pos) => {
    if (node.isText) [...node.text].reduce((at, letter) => (letters.push({ letter, pos: at, size: letter.length }), at + letter.length), pos);
    else if (node.isLeaf) for (const letter of node.type === nodes.citation ? `[${node.attrs.key}]` : " ") letters.push({ letter, pos, size: node.nodeSize });
    else letters.push({ letter: "\n", pos, size: 0 });
    return true;
  });
  const text = letters.map(({ letter }) => letter).join("");
  const words = quote.match(/[\p{L}\p{N}]+/gu);
  const exact = text.indexOf(quote);
  const found = exact >= 0 ? { index: exact, 0: quote } : words && new RegExp(words.join("[^\\p{L}\\p{N}]+"), "iu").exec(text);
  if (!found) return undefined;
  // Places count letters, and a letter may take two code units.
  const first = [...text.slice(0, found.index)].length;
  const [begin, end] = [letters[first], letters[first + [...found[0]].length - 1]];
  return { from: begin.pos, to: end.pos + end.size };
}

export class Editor {
  constructor(field) {
    this.field = field;
    this.told = element("div", { class: "editor-told" });
    this.mount = element("div", { class: "editor-mount" });
    this.marks = element("button", { type: "button", class: "mark-button is-marks", tabindex: "-1", "aria-pressed": "false" }, say("marks"));
    this.marks.addEventListener("click", () => this.showMarks());
    this.why = element("p", { class: "editor-why", role: "status" });
    this.back = element("button", { type: "button", class: "mark-button is-back" }, say("marks_away"));
    this.back.addEventListener("click", () => this.showEditor() && this.view.focus());
    this.box = element("div", { class: "editor-box" }, this.why, this.back);
    this.around = element("div", { class: "writing-field" });
    field.replaceWith(this.around);
    this.help = element("p", { class: "help editor-help", id: `${field.id}-editor-help` }, say("editor_help"));
    this.around.append(this.mount, this.told, this.help, this.box, field);
    field.addEventListener("input", () => !this.isWriting && this.view && this.read());
    field.addEventListener("show-place", (event) => this.view && this.showPlace(event));
    document.querySelector(`label[for='${field.id}']`)?.addEventListener("click", () => this.view?.focus());
    this.showEditor();
  }

  /** Reads the text box. False where its text can't be taken exactly: then the box stays and says why. */
  read() {
    try {
      this.body = new Body(this.field.value);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.showBox(say("editor_refused", { line: fault.line, what: say(fault.words) }));
      return false;
    }
    const state = this.newState();
    if (this.view) this.view.updateState(state);
    else this.open(state);
    this.bar.update(state);
    return true;
  }

  newState() {
    const act = { link: () => linkDialog(this.view), toolbar: () => this.bar.focus() };
    const most = Number(this.field.dataset.longest);
    return EditorState.create({
      doc: this.body.doc,
      plugins: [
        suggestions(), rules, ...keys(act), history(), settle, tableHeads, paste({ place: this.told, most, length: () => this.field.value.length }),
        ...(hasComments() ? [comments(this.field.id)] : []), tableEditing(), gapCursor(), dropCursor({ class: "drop-cursor", color: false }),
      ],
    });
  }

  open(state) {
    const labels = [...(this.field.labels ?? [])].map((label) => label.textContent.trim()).join(" ");
    this.view = new EditorView(this.mount, {
      state,
      nodeViews,
      attributes: {
        class: "prose editor-text", role: "textbox", "aria-multiline": "true", "aria-autocomplete": "list", "aria-label": labels || say("text"),
        "aria-describedby": this.help.id, spellcheck: "true",
      },
      dispatchTransaction: (transaction) => this.dispatch(transaction),
      handleDoubleClickOn: (view, _pos, node) => {
        if (node.type !== nodes.picture) return false;
        pictureDialog(view, node);
        return true;
      },
    });
    this.bar = toolbar(this.view, this.field.id, this.marks);
    this.mount.before(this.bar.dom);
  }

  dispatch(transaction) {
    const state = this.view.state.apply(transaction);
    this.view.updateState(state);
    this.bar.update(state);
    if (transaction.docChanged) this.write(state.doc);
  }

  write(doc) {
    const text = this.body.write(doc);
    if (text === this.field.value) return;
    this.isWriting = true;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.isWriting = false;
  }

  close() {
    this.view?.destroy();
    this.bar?.dom.remove();
    this.view = this.bar = undefined;
  }

  showBox(why) {
    this.close();
    this.why.textContent = why;
    this.around.classList.add("shows-marks");
  }

  showMarks() {
    this.showBox("");
    announce(say("marks_shown"));
    this.field.focus();
  }

  showEditor() {
    if (!this.read()) return false;
    this.around.classList.remove("shows-marks");
    return true;
  }

  showPlace(event) {
    event.preventDefault();
    const found = event.detail && placeOf(this.view.state.doc, event.detail);
    const { doc, tr } = this.view.state;
    const selection = found ? TextSelection.between(doc.resolve(found.from), doc.resolve(found.to)) : Selection.atStart(doc);
    this.around.scrollIntoView({ block: "center" });
    this.view.dispatch(tr.setSelection(selection).scrollIntoView());
    this.view.focus();
  }
}
