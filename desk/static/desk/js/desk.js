// Gives names to what Django's admin leaves without one: fields in tables of inlines, and the icons of its filters.

function nameFields(table) {
  const corner = table.querySelector("thead th.original:empty");
  if (corner) corner.innerHTML = '<span class="visually-hidden">Row</span>';
  const headings = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, index) => {
      const heading = headings[index - (row.cells.length - headings.length)];
      for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (heading && !field.labels?.length) field.setAttribute("aria-label", heading);
      }
    });
  }
}

// On a phone a row stands as a card (css/cards.css): each field then needs its name beside it.
function nameCells(table) {
  const headings = [...table.querySelectorAll("thead th")].map((heading) => (heading.querySelector(".text") ?? heading).textContent.trim());
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, index) => {
      if (headings[index] && !cell.matches(".action-checkbox, .original")) cell.dataset.label = headings[index];
    });
  }
  table.classList.add("as-cards");
  if (table.id !== "result_list") table.classList.add("is-plain"); // Its headings sort nothing.
}

function nameAll() {
  document.querySelectorAll("#result_list, table[data-stacks], .inline-group .tabular table").forEach(nameCells);
  document.querySelectorAll(".inline-group .tabular table").forEach(nameFields);
  document.querySelectorAll(".help-tooltip[aria-label]").forEach((icon) => icon.setAttribute("role", "img"));
}

window.addEventListener("load", nameAll);
document.addEventListener("formset:added", nameAll);
