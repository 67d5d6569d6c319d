// What an article gains from a script: its contents list follows the reader, its poll answers in place, and it can be
// copied, shared and printed by buttons. Without it, the list is plain links and the poll a plain form.

// The part that crosses this line, a little below the top of the screen, is the one that is read.
const READING_LINE = "-15% 0px -84% 0px";

const followReader = (list) => {
  const links = new Map();
  for (const link of list.querySelectorAll("a")) {
    const part = document.getElementById(link.hash.slice(1));
    if (part) links.set(part.closest("section") ?? part, link);
  }

  const mark = (current) => {
    for (const link of links.values()) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "location");
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

// On paper, what can be opened stands open. Browsers that know ::details-content need no script for it.
const closed = new Set();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll(".details:not([open])")) {
    closed.add(part);
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of closed) part.open = false;
  closed.clear();
});

document.querySelectorAll("[data-contents]").forEach(followReader);
document.querySelectorAll("[data-script]").forEach(wakeWhenNear);
