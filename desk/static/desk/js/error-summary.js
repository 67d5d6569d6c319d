// The summary of what is wrong takes the focus, and each of its links gives it to a field.
import { goToField } from "./to-field.js";

const summary = document.querySelector("[data-error-summary]");
summary.focus(); // Other scripts of the form may have moved it since the page was drawn.
summary.addEventListener("click", (event) => {
  const place = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  if (!place) return;
  event.preventDefault();
  const fields = "input:not([type=hidden]), select, textarea";
  goToField(place.matches(fields) ? place : (place.querySelector(fields) ?? place)); // A row, or several buttons.
});
