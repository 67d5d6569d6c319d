// A source of this page, found by its words: type “[” in a text, or press the toolbar's button.
import { announce, element, form, insert, say } from "../../../desk/js/form-api.js";

let count = 0;

/** The sources as they stand in the form, saved or not. */
function sources() {
  const rows = form.querySelectorAll("#sources-group .inline-related:not(.empty-form)");
  const value = (row, name) => row.querySelector(`[name$='-${name}']`)?.value.trim() ?? "";
  return [...rows]
    .filter((row) => !row.querySelector("[name$='-DELETE']")?.checked)
    .map((row) => ({ key: value(row, "key"), title: value(row, "title"), publisher: value(row, "publisher") }))
    .filter(({ key }) => key);
}

function matches(source, asked) {
  const words = `${source.key} ${source.title} ${source.publisher}`.toLowerCase();
  return asked.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

/** Returns what opens the picker. Closing it always leaves what was typed in the text. */
export function offerSources(field) {
  const id = `picker-${(count += 1)}`;
  const list = element("ul", { id, role: "listbox", class: "picker-list", "aria-label": say("find_source") });
  const input = element("input", {
    type: "text", role: "combobox", class: "picker-input", "aria-label": say("find_source"), "aria-autocomplete": "list",
    "aria-controls": id, "aria-expanded": "true", autocomplete: "off", placeholder: say("find_source"), form: "no-form",
  });
  const picker = element("div", { class: "picker" }, input, list);
  let chosen = 0;
  let place = [0, 0];
  let typedMark = "";
  let isOpen = false;

  function choose(number) {
    const options = [...list.querySelectorAll("[role=option]")];
    chosen = options.length ? (number + options.length) % options.length : 0;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === chosen));
    if (options.length) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function draw() {
    const found = sources().filter((source) => matches(source, input.value));
    list.replaceChildren(
      ...found.map((source, number) => {
        const option = element("li", { id: `${id}-${number}`, role: "option", "data-key": source.key }, element("strong", {}, `[${source.key}]`), ` ${source.publisher}: ${source.title}`);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          close(`[${source.key}]`);
        });
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", found.length > 0);
    announce(found.length ? say("sources_found", { count: found.length }) : say("no_source"));
    choose(0);
  }

  function close(text) {
    if (!isOpen) return;
    isOpen = false;
    picker.remove();
    insert(field, text, place);
  }

  function open(mark = "") {
    isOpen = true;
    typedMark = mark;
    place = [field.selectionStart, field.selectionEnd];
    input.value = "";
    field.before(picker);
    draw();
    input.focus();
  }

  input.addEventListener("input", (event) => {
    event.stopPropagation(); // It is no part of the article.
    if (typedMark && input.value.endsWith("]")) close(`[${input.value}`);
    else draw();
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    const option = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") close(option ? `[${option.dataset.key}]` : typedMark + input.value);
    else if (event.key === "Escape") close(typedMark + input.value);
    else if (event.key === "Backspace" && !input.value) close("");
    else return;
    event.preventDefault();
  });
  // Whoever goes elsewhere keeps what they typed, and is not pulled back.
  input.addEventListener("blur", () => {
    if (!isOpen) return;
    isOpen = false;
    picker.remove();
    if (!(typedMark + input.value)) return;
    field.setRangeText(typedMark + input.value, ...place, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertText" || event.data !== "[" || !sources().length) return;
    event.preventDefault();
    open("[");
  });
  return () => open();
}
