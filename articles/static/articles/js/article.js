// What an article gains from a script: its contents list folds and follows the reader, its poll answers in place, and it
// can be copied, shared and printed by buttons. Without it, the list is plain links and the poll a plain form.

// The part that crosses this line, a little below the top of the screen, is the one that is read.
const READING_LINE = "-15% 0px -84% 0px";
const beside = matchMedia("(min-width: 64rem)"); // As in contents.css.

const followReader = (list) => {
  const here = list.querySelector("[data-contents-here]");
  const links = new Map();
  for (const link of list.querySelectorAll("ol a")) {
    const part = document.getElementById(link.hash.slice(1));
    if (part) links.set(part.closest("section") ?? part, link);
  }

  const mark = (current) => {
    for (const link of links.values()) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "location");
    here.textContent = current.textContent;
    // Beside the text the list may be longer than the screen: its own scroll follows, never the page's.
    const room = list.getBoundingClientRect();
    const place = current.getBoundingClientRect();
    if (place.top < room.top || place.bottom > room.bottom) list.scrollTop += place.top - room.top - room.height / 2;
  };

  const reading = new IntersectionObserver(
    (entries) => {
      const entered = entries.filter((entry) => entry.isIntersecting).pop();
      if (entered) mark(links.get(entered.target));
    },
    { rootMargin: READING_LINE },
  );
  for (const part of links.keys()) reading.observe(part);
};

// Open beside the text; above it, a list that lies over the text until something is chosen.
const foldAbove = (list) => {
  const details = list.querySelector("details");
  const close = () => {
    if (!beside.matches) details.open = false;
  };
  const fit = () => (details.open = beside.matches);

  list.addEventListener("click", (event) => event.target.closest("a") && close());
  list.addEventListener("focusout", (event) => event.relatedTarget && !list.contains(event.relatedTarget) && close());
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || beside.matches) return;
    close();
    details.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => list.contains(event.target) || close());
  beside.addEventListener("change", fit);
  fit();
};

// What stands far down is fetched when the reader comes near.
const wakeWhenNear = (part) => {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      import(part.dataset.script);
    },
    { rootMargin: "600px" },
  );
  near.observe(part);
};

// What an address names is shown, also by browsers that don't open the details around it.
const reveal = () => {
  const target = document.querySelector(":target");
  const below = document.querySelector(":target ~ .fold:not([open])");
  const closed = below ?? target?.closest(".fold:not([open]), .details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
};

// A table that is wider than the screen can be moved by keys.
const reachTable = (table) => {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
};

// On paper, what can be opened stands open. Browsers that know ::details-content need no script for it.
const closed = new Set();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll(":is(.details, .fold):not([open])")) {
    closed.add(part);
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of closed) part.open = false;
  closed.clear();
  delete document.documentElement.dataset.printed;
});

// Each button stays hidden where the browser cannot do what it says.
const status = document.querySelector("[data-share-status]");

const show = (part, act) => {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", act);
};

const copy = (part) => {
  const button = part.querySelector("button");
  const words = button.textContent;
  show(part, async () => {
    await navigator.clipboard.writeText(part.dataset.copy);
    button.textContent = part.dataset.done;
    status.textContent = part.dataset.done;
    setTimeout(() => (button.textContent = words), 4000);
  });
};

const share = (part) => {
  const { title, address } = part.dataset;
  show(part, () => navigator.share({ title, url: address }).catch(() => {})); // Whoever thinks better of it is no fault.
};

const print = (part) =>
  show(part, () => {
    document.documentElement.dataset.printed = part.dataset.print;
    window.print();
  });

// What a word means opens in place. Without a script, or with a key held down, its link leads to the word's own page.
const explain = (words) => {
  const note = document.createElement("span");
  note.popover = "auto";
  note.className = "meaning";
  const more = document.createElement("a");
  more.textContent = document.querySelector("[data-word-page]")?.dataset.wordPage;
  let open = null; // The word whose meaning is shown.
  let wasOpen = false; // When the pointer went down, which closes what is open.

  note.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") return;
    open?.setAttribute("aria-expanded", "false");
    open = null;
  });

  for (const word of words) {
    word.setAttribute("aria-expanded", "false");
    word.addEventListener("pointerdown", () => (wasOpen = open === word));
    word.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const isDone = wasOpen || open === word;
      wasOpen = false;
      if (note.isConnected && open) note.hidePopover();
      if (isDone) return;
      more.href = word.href;
      note.replaceChildren(word.dataset.meaning, " ", more);
      word.after(note);
      word.setAttribute("aria-expanded", "true");
      note.showPopover();
      open = word;
    });
  }
};

if (HTMLElement.prototype.showPopover) explain(document.querySelectorAll(".word"));
document.querySelectorAll("[data-contents]").forEach(followReader);
document.querySelectorAll("[data-contents]").forEach(foldAbove);
document.querySelectorAll("[data-script]").forEach(wakeWhenNear);
document.querySelectorAll(".table:not([tabindex])").forEach(reachTable);
document.querySelectorAll("[data-print]").forEach(print);
// Set at the desk (desk/login/desk_cookie.py): the page itself is the same for everybody.
if (/(^|; )desk=1/.test(document.cookie)) document.querySelectorAll("[data-edit]").forEach((part) => (part.hidden = false));
if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(copy);
if (navigator.share) document.querySelectorAll("[data-share]").forEach(share);
addEventListener("hashchange", reveal);
reveal();
