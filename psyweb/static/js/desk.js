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

function nameAll() {
  document.querySelectorAll(".inline-group .tabular table").forEach(nameFields);
  document.querySelectorAll(".help-tooltip[aria-label]").forEach((icon) => icon.setAttribute("role", "img"));
}

window.addEventListener("load", nameAll);
document.addEventListener("formset:added", nameAll);
