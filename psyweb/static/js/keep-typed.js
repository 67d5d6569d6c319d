// Keeps what was typed into a long form in this tab, until it was saved: a session that ended, a closed lid or a lost
// network costs no words. Nothing leaves the browser, and closing the tab forgets it. Without this script the form works
// as ever. Articles have more: js/desk/scratch.js.
const form = document.querySelector("form[data-keep-typed], #notice_form");
const place = `typed:${location.pathname}`;
const sent = `${place}:sent`; // The last thing that happened to the form was its own button.
const PAUSE = 800; // Milliseconds without a key.
const SKIP = new Set(["csrfmiddlewaretoken", "_save", "_continue", "_addanother"]);

function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIP.has(name));
}

function addRows(entries) {
  for (const [name, wanted] of entries.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
    const total = form.querySelector(`[name="${CSS.escape(name)}"]`);
    const add = document.querySelector(`#${CSS.escape(name.replace("-TOTAL_FORMS", "-group"))} .add-row a`);
    for (let missing = wanted - total.value; add && missing > 0; missing -= 1) add.click();
  }
}

function bringBack(entries) {
  addRows(entries);
  for (const [name, value] of entries) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    for (const field of fields) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = field.checked || field.value === value;
      else if (field.type !== "hidden" && field.type !== "file") field.value = value;
    }
  }
}

function offer(kept) {
  const note = document.createElement("p");
  note.className = "errornote";
  note.setAttribute("role", "status");
  note.append("What you typed here last was not saved. ");
  for (const [label, act] of [["Bring it back", () => bringBack(kept)], ["Forget it", () => sessionStorage.removeItem(place)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      note.remove();
    });
    note.append(button, " ");
  }
  form.prepend(note);
}

if (form) {
  const asOpened = JSON.stringify(typed());
  const stored = sessionStorage.getItem(place);
  const wasSaved = sessionStorage.getItem(sent) && document.querySelector(".messagelist .success");
  sessionStorage.removeItem(sent);
  if (wasSaved) sessionStorage.removeItem(place);
  else if (stored && stored !== asOpened) offer(JSON.parse(stored));

  let waiting;
  const keep = () => {
    const now = JSON.stringify(typed());
    if (now !== asOpened) sessionStorage.setItem(place, now);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem(sent, "yes");
  });
}
