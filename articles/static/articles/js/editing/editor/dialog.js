// Windows over the page, for what takes more than a key: each is a <dialog>, so that the focus stays in it and comes back.
import { element, later, room, say } from "../../../../desk/js/form-api.js";

const PAUSE = 200; // Milliseconds without a key before a search.
let count = 0;

/** A labelled field: {row, field}. */
export function labelled(label, attributes = {}, { name = "input", help = "" } = {}) {
  const id = `editor-field-${(count += 1)}`;
  const field = element(name, { id, ...(name === "input" ? { type: "text" } : {}), ...attributes });
  const row = element("p", { class: "dialog-row" }, element("label", { for: id }, label), field);
  if (help) {
    row.append(element("span", { class: "help", id: `${id}-help` }, help));
    field.setAttribute("aria-describedby", `${id}-help`);
  }
  return { row, field };
}

/** A dialog with these parts and buttons. `save` gives what is wrong, or nothing when it is done; `closed` comes last. */
export function openDialog({ title, parts, save, saveLabel, more = [], closed }) {
  const id = `editor-dialog-${(count += 1)}`;
  const fault = element("p", { class: "dialog-fault", role: "alert" });
  const button = (label, act, className = "button is-quiet") => {
    const made = element("button", { type: "button", class: className }, label);
    made.addEventListener("click", act);
    return made;
  };
  const inner = element("form", { method: "dialog" }, element("h2", { id }, title), ...parts, fault);
  const dialog = element("dialog", { class: "editor-dialog", "aria-labelledby": id }, inner);
  const close = () => dialog.close();
  const actions = element("p", { class: "dialog-actions" });
  if (save) actions.append(element("button", { type: "submit", class: "button" }, saveLabel ?? say("dialog_save")));
  actions.append(...more.map(({ label, act }) => button(label, () => act(close))), button(say("dialog_cancel"), close));
  inner.append(actions);
  inner.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.textContent = (await save?.()) ?? "";
    if (save && !fault.textContent) close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  room.append(dialog);
  dialog.showModal();
  return { dialog, close, tell: (words) => (fault.textContent = words) };
}

/** A search field over a list to choose from. `find(query)` gives options {title, detail, image, value}. */
export function picker({ label, find, choose, help }) {
  const listId = `editor-list-${(count += 1)}`;
  const list = element("ul", { id: listId, role: "listbox", class: "picker-list", "aria-label": label });
  const { row, field } = labelled(label, {
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": listId, "aria-expanded": "false",
  }, { help });
  const status = element("p", { class: "visually-hidden", role: "status" }); // In the dialog: what is outside is silent meanwhile.
  const part = element("div", { class: "picker" }, row, list, status);
  let options = [];
  let chosen = -1;

  function mark(number) {
    chosen = options.length ? (number + options.length) % options.length : -1;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    const shown = list.children[chosen];
    if (shown) {
      field.setAttribute("aria-activedescendant", shown.id);
      shown.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function draw() {
    list.replaceChildren(
      ...options.map(({ title, detail = "", image }, place) => {
        const option = element("li", { role: "option", id: `${listId}-${place}`, "aria-selected": "false" });
        if (image) option.append(element("img", { src: image, alt: "", loading: "lazy" }));
        option.append(element("span", {}, element("strong", {}, title), detail ? ` ${detail}` : ""));
        option.addEventListener("click", () => choose(options[place].value));
        return option;
      }),
    );
    list.hidden = !options.length;
    chosen = -1;
    field.setAttribute("aria-expanded", String(options.length > 0));
    field.removeAttribute("aria-activedescendant");
    status.textContent = options.length ? say("found", { count: options.length }) : say("found_none");
  }

  let newest = 0;
  async function ask() {
    const mine = (newest += 1);
    const found = await find(field.value.trim());
    if (mine !== newest) return;
    options = found;
    draw();
  }
  const askSoon = later(ask, PAUSE);

  field.addEventListener("input", askSoon);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) choose(options[chosen].value);
    else return;
    event.preventDefault();
  });
  return { part, field, ask };
}
