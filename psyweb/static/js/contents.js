// The contents list follows the reader: the part that is being read is marked. Without it, the list is plain links.
const list = document.querySelector("[data-contents]");

if (list) {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const beingRead = () => headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);

  const mark = () => {
    const current = beingRead()?.id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" }).observe(headings[0]);
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
}
