// “/” goes to the search, “?” lists the shortcuts. Neither where somebody writes.
const list = document.getElementById("shortcuts");
const box = document.getElementById("desk-search-box");
const button = document.querySelector("[data-opens-shortcuts]");

function isWriting(place) {
  return place.isContentEditable || place.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "/" && box) box.focus();
  else if (event.key === "?" && list) list.showModal();
  else return;
  event.preventDefault();
});

if (button && list) {
  button.hidden = false;
  button.addEventListener("click", () => list.showModal());
}
