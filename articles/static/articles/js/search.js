/* Suggestions under the search field, as the ARIA combobox with a list: arrows choose, Enter searches, Escape closes.
   Without this file the field is a plain form. Nothing of what is typed is kept. */

const PAUSE_BEFORE_ASKING = 120; // Milliseconds: nobody who types on is asked for.

const start = (form) => {
  const field = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const danger = form.querySelector("[data-search-danger]");
  const status = form.querySelector("[data-search-status]");
  let chosen = -1;
  let typed = field.value;
  let waiting = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    const options = [...list.children];
    chosen = ((place + 1 + options.length + 1) % (options.length + 1)) - 1;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[chosen].id);
    field.value = chosen < 0 ? typed : options[chosen].textContent;
    options[chosen]?.scrollIntoView({ block: "nearest" });
  };

  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map((words, number) => {
        const option = document.createElement("li");
        option.id = `suggestion-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = words;
        return option;
      }),
    );
    close();
    if (suggestions.length === 0) {
      status.textContent = "";
      return;
    }
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = form.dataset.count.replace("{}", suggestions.length);
  };

  const ask = async () => {
    const question = field.value;
    try {
      const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: question })}`);
      const found = await answer.json();
      if (question !== typed || document.activeElement !== field) return;
      danger.hidden = !found.is_danger;
      show(found.suggestions);
    } catch {
      close(); // The form works without.
    }
  };

  field.addEventListener("input", () => {
    typed = field.value;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_BEFORE_ASKING);
  });

  field.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !list.hidden) {
      event.preventDefault();
      choose(chosen + steps[event.key]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      field.value = typed;
      close();
    }
  });

  // Before the field loses its focus, which would close the list under the finger.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    field.value = option.textContent;
    form.requestSubmit();
  });
  field.addEventListener("blur", close);

  field.type = "text"; // A search field can't be a combobox (ARIA in HTML).
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  close();
};

document.querySelectorAll("[data-search]").forEach(start);
