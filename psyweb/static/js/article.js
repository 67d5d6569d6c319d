// What an article gains from a script: its contents list follows the reader, and its poll answers in place.
// Without it, the list is plain links and the poll a plain form.

const followReader = (list) => {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  const mark = () => {
    const current = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop()?.id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  let isWaiting = false;
  const markSoon = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      mark();
    });
  };
  addEventListener("scroll", markSoon, { passive: true });
  mark();
};

// The poll stands far down: its script is fetched when the reader comes near.
const wakeWhenNear = (poll) => {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      import(poll.dataset.script);
    },
    { rootMargin: "600px" },
  );
  near.observe(poll);
};

document.querySelectorAll("[data-contents]").forEach(followReader);
document.querySelectorAll("[data-poll][data-script]").forEach(wakeWhenNear);
