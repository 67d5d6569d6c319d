// Sections and sources change places by buttons or by dragging. Without this script their place is a number.
import { announce, element, form, say } from "./room.js";

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

let dragged;

function prepare(group, row) {
  if (row.dataset.canMove) return;
  row.dataset.canMove = "yes";
  const tools = element("span", { class: "row-moves" });
  for (const [name, sign, by] of [["move_up", "↑", -1], ["move_down", "↓", 1]]) {
    const button = element("button", { type: "button", class: "row-move", title: say(name) }, element("span", { "aria-hidden": "true" }, sign), element("span", { class: "visually-hidden" }, say(name)));
    button.addEventListener("click", () => {
      move(group, row, by);
      button.focus();
    });
    tools.append(button);
  }
  const handle = element("span", { class: "row-handle", draggable: "true", title: say("drag"), "aria-hidden": "true" }, "⠿");
  handle.addEventListener("dragstart", (event) => {
    dragged = { group, row };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 20, 20);
    row.classList.add("is-dragged");
  });
  handle.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    dragged = undefined;
    number(group);
    tell(group, row);
  });
  row.querySelector("h3")?.prepend(handle, tools);
  row.addEventListener("dragover", (event) => {
    if (dragged?.group !== group) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (row !== dragged.row) row[event.clientY < top + height / 2 ? "before" : "after"](dragged.row);
  });
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
