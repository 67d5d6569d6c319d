// The editor's toolbar: one stop of the tab key, arrows inside, and what is pressed says so.
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable, redo, redoDepth, toggleMark, undo, undoDepth,
} from "../../../vendor/prosemirror/prosemirror.js";
import { announce, element, say } from "../../../../desk/js/form-api.js";
import { blocks } from "./blocks-menu.js";
import { comment, hasComments } from "./comments.js";
import { around, frameAround, hasMark, isIn, linkAt, listAround, removeBlock, takeFrameAway, toggleCaption, toggleHeading, toggleList } from "./commands.js";
import { citationDialog, linkDialog, pictureDialog } from "./dialogs.js";
import { MOST_COLUMNS, marks, nodes } from "./schema.js";

const command = (made) => (view) => made(view.state, view.dispatch, view);
const isListOf = (type) => (state) => listAround(state)?.node.type === type;
const tableAround = (state) => around(state.selection, ({ type }) => type === nodes.table)?.node;
const selectedPicture = (state) => (state.selection.node?.type === nodes.picture ? state.selection.node : undefined);
const inTable = (state) => isInTable(state);

// `isOn`: whether it is pressed. `isShown`: only where it works; `isAble`: seen, and off where it doesn't.
const BUTTONS = [
  { name: "bold", shows: "B", key: "Ctrl+B", act: command(toggleMark(marks.strong)), isOn: (state) => hasMark(state, marks.strong) },
  { name: "heading", shows: "H", act: command(toggleHeading), isOn: (state) => isIn(state, nodes.heading) },
  { name: "list", shows: "•", act: command(toggleList(nodes.bullet_list)), isOn: isListOf(nodes.bullet_list) },
  { name: "numbered", shows: "1.", act: command(toggleList(nodes.ordered_list)), isOn: isListOf(nodes.ordered_list) },
  { name: "link", key: "Ctrl+K", act: linkDialog, isOn: (state) => Boolean(linkAt(state)) },
  { name: "cite", act: (view) => citationDialog(view) },
  { name: "comment", key: "Ctrl+Alt+M", act: comment, isShown: hasComments },
  { name: "add_row", act: command(addRowAfter), isShown: inTable },
  { name: "add_column", act: command(addColumnAfter), isShown: (state) => inTable(state) && tableAround(state).firstChild.childCount < MOST_COLUMNS },
  { name: "remove_row", act: command(deleteRow), isShown: (state) => inTable(state) && tableAround(state).childCount > 2 },
  { name: "remove_column", act: command(deleteColumn), isShown: (state) => inTable(state) && tableAround(state).firstChild.childCount > 1 },
  { name: "caption", act: command(toggleCaption), isShown: (state) => toggleCaption(state), isOn: (state) => isIn(state, nodes.captioned) },
  { name: "change_picture", act: (view) => pictureDialog(view, selectedPicture(view.state)), isShown: (state) => Boolean(selectedPicture(state)) },
  { name: "unframe", act: command(takeFrameAway), isShown: (state) => Boolean(frameAround(state)) },
  { name: "remove_block", act: command(removeBlock), isShown: (state) => removeBlock(state) },
  { name: "undo", shows: "↶", key: "Ctrl+Z", act: command(undo), isAble: (state) => undoDepth(state) > 0 },
  { name: "redo", shows: "↷", key: "Ctrl+Y", act: command(redo), isAble: (state) => redoDepth(state) > 0 },
];

function button({ name, shows, key }) {
  const label = say(name) + (key ? ` (${key})` : "");
  return element("button", { type: "button", class: `mark-button is-${name}`, tabindex: "-1", title: label, "aria-label": label }, shows ?? say(name));
}

/** A button that opens a list of the blocks to put in. */
function menu(view, close) {
  const opener = element("button", { type: "button", class: "mark-button is-insert", tabindex: "-1", "aria-haspopup": "menu", "aria-expanded": "false" }, say("insert"));
  const list = element("div", { class: "block-menu", role: "menu", "aria-label": say("insert"), hidden: "" });
  const show = (isOpen) => {
    list.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) list.firstChild.focus();
  };
  list.append(
    ...blocks().map(({ name, label, act }) => {
      const item = element("button", { type: "button", role: "menuitem", tabindex: "-1", "data-block": name }, label);
      item.addEventListener("click", () => {
        show(false);
        view.focus();
        act(view);
      });
      return item;
    }),
  );
  list.addEventListener("keydown", (event) => {
    const items = [...list.children];
    const at = items.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      show(false);
      opener.focus();
    } else if (to !== undefined) items.at(to % items.length).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("focusout", (event) => !list.contains(event.relatedTarget) && event.relatedTarget !== opener && show(false));
  opener.addEventListener("click", () => show(list.hidden));
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    show(true);
  });
  close.push(() => show(false));
  return element("span", { class: "block-menu-place" }, opener, list);
}

/** The toolbar of a view. `marksButton` shows the text box; returns {dom, update, focus}. */
export function toolbar(view, fieldId, marksButton) {
  const dom = element("div", { class: "marks", role: "toolbar", "aria-label": say("toolbar"), "aria-controls": fieldId });
  const made = BUTTONS.map((one) => ({ ...one, dom: button(one) }));
  const close = [];
  for (const one of made) {
    one.dom.addEventListener("click", () => {
      view.focus();
      one.act(view);
      if (one.isOn) announce(say(one.isOn(view.state) ? "is_on" : "is_off", { name: say(one.name) }));
    });
  }
  const insert = menu(view, close);
  dom.append(...made.slice(0, 7).map((one) => one.dom), insert, ...made.slice(7).map((one) => one.dom), marksButton);
  const stops = () => [...dom.querySelectorAll(".mark-button")].filter((one) => !one.hidden && !one.disabled);

  function stopAt(next) {
    for (const one of dom.querySelectorAll(".mark-button")) one.tabIndex = one === next ? 0 : -1;
  }

  dom.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") view.focus();
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = all.at(to % all.length);
    stopAt(next);
    next.focus();
  });
  dom.addEventListener("focusin", ({ target }) => target.matches(".mark-button") && stopAt(target));

  function update(state) {
    for (const one of made) {
      if (one.isShown) one.dom.hidden = !one.isShown(state);
      if (one.isAble) one.dom.disabled = !one.isAble(state);
      if (one.isOn) one.dom.setAttribute("aria-pressed", String(one.isOn(state)));
    }
    if (!dom.querySelector(".mark-button[tabindex='0']:not([hidden], :disabled)")) stopAt(stops()[0]);
  }

  return { dom, update, focus: () => (dom.querySelector(".mark-button[tabindex='0']") ?? stops()[0]).focus() };
}
