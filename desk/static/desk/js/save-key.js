// Ctrl+S, or Cmd+S, saves the form and stays on its page.
import { form } from "./form-api.js";

document.addEventListener("keydown", (event) => {
  if (!form || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[name=_continue]") ?? form.querySelector(".submit-row [type=submit]"));
});
