// Sections and sources change places by buttons or by dragging. Without this script their place is a number.
import { dragByHandle } from "./drag.js";
import { announce, element, form, say } from "../../../desk/js/form-api.js";

const GROUPS = ["#sections-group", "#sources-group"].map((name) => form.querySelector(name)).filter(Boolean);
const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
const NAME = { "sections-group": "heading", "sources-group": "key" };

function nameOf(row, group) {
  return row.querySelector(`[name$='-${NAME[group.id]}']`)?.value || say("nameless");
}

function number(group) {
  rowsOf(group).forEach((row, place) => {
    row.querySelector("[name$='-position']").value = place + 1;
  });
  form.dispatchEvent(new Event("change"));
}

function tell(group, row) {
  const rows = rowsOf(group);
  announce(say("moved", { name: nameOf(row, group), place: rows.indexOf(row) + 1, count: rows.length }));
}

function move(group, row, by) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + by];
  if (other) other[by < 0 ? "before" : "after"](row);
  number(group);
  tell(group, row);
}

function drop(group, row, place) {
  const others = rowsOf(group).filter((one) => one !== row);
  if (others[place]) others[place].before(row);
  else others.at(-1).after(row);
  number(group);
  tell(group, row);
  row.querySelector(".row-move").focus({ preventScroll: true });
}

/** The head says how the row is called now, which is all that is seen of it while rows are sorted. */
function nameHead(group, row) {
  const label = row.querySelector(".inline_label");
  const field = row.querySelector(`[name$='-${NAME[group.id]}']`);
  field?.addEventListener("input", () => (label.textContent = field.value));
  if (field?.value) label.textContent = field.value;
}

function moveButton(name, sign, act) {
  const shown = element("span", { "aria-hidden": "true" }, sign);
  const button = element("button", { type: "button", class: "row-move", title: say(name) }, shown, element("span", { class: "visually-hidden" }, say(name)));
  button.addEventListener("click", () => {
    act();
    button.focus();
  });
  return button;
}

function prepare(group, row) {
  if (row.dataset.canMove) return;
  row.dataset.canMove = "yes";
  const up = moveButton("move_up", "↑", () => move(group, row, -1));
  const down = moveButton("move_down", "↓", () => move(group, row, 1));
  const handle = element("span", { class: "row-handle", title: say("drag"), "aria-hidden": "true" }, "⠿");
  row.querySelector("h3")?.prepend(handle, element("span", { class: "row-moves" }, up, down));
  nameHead(group, row);
  dragByHandle(handle, { group, row, rows: () => rowsOf(group), dropped: (place) => drop(group, row, place) });
}

for (const group of GROUPS) {
  const prepareAll = () => rowsOf(group).forEach((row) => prepare(group, row));
  prepareAll();
  group.classList.add("can-move");
  group.addEventListener("formset:added", () => {
    prepareAll();
    number(group);
  });
}
