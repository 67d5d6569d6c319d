// Each text of a section: its toolbar, its sources, and what is pasted into it.
import { offerSources } from "./citations.js";
import { cleanPaste } from "./paste.js";
import { element, form } from "../../../desk/js/form-api.js";
import { addToolbar } from "./toolbar.js";

function prepare(field) {
  if (field.closest(".empty-form") || field.dataset.isPrepared) return;
  field.dataset.isPrepared = "yes";
  const around = element("div", { class: "writing-field" });
  field.replaceWith(around);
  around.append(field);
  const cite = offerSources(field);
  addToolbar(field, cite);
  cleanPaste(field);
}

function prepareAll(within) {
  within.querySelectorAll("textarea[data-writing]").forEach(prepare);
}

prepareAll(form);
// After Django's own script has given the new row its names.
document.addEventListener("formset:added", (event) => prepareAll(event.target));
