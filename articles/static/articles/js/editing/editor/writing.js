// Open the editor on each text of a section, also of one that is added.
import { form } from "../../../../desk/js/form-api.js";
import { Editor } from "./editor.js";

function openAll(within) {
  for (const field of within.querySelectorAll("textarea[data-writing]")) {
    if (field.closest(".empty-form") || field.dataset.hasEditor) continue;
    field.dataset.hasEditor = "yes";
    new Editor(field);
  }
}

openAll(form);
// After Django's own script has given the new row its names.
document.addEventListener("formset:added", (event) => openAll(event.target));
