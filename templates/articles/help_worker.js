// Keep a copy of the help lines for when the site can't be reached. A button of the page registers this worker, for the
// path /help-now/ alone; another removes worker and copy (docs/decisions/help-lines-by-country.md).

const COPY = "help-now";
const PAGE = "{% url 'articles:help_now' %}";
const PATIENCE = 5000; // Milliseconds to wait for the network before the copy is shown.
const FILE = /(?:href|src)="(\/static\/[^"]+)"/g;

const keep = async (cache) => {
  const answer = await fetch(PAGE, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}.`);
  const words = await answer.text();
  const files = [...words.matchAll(FILE)].map((found) => new URL(found[1], location).href);
  await cache.addAll(files);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding"); // The words are no longer compressed.
  headers.delete("Content-Length");
  const now = new Date().toISOString();
  headers.set("X-Copied-At", now);
  await cache.put(PAGE, new Response(words.replace('data-copied-at=""', `data-copied-at="${now}"`), { headers }));
  const wanted = new Set([...files, new URL(PAGE, location).href]);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
};

const renew = async () => {
  if (await caches.has(COPY)) await keep(await caches.open(COPY));
};

const networkFirst = async (request) => {
  const isPage = request.mode === "navigate";
  const copy = await caches.match(isPage ? PAGE : request, { cacheName: COPY });
  if (!copy) return fetch(request);
  // Not what the browser may still have of a page: that would have no day.
  const answered = fetch(request, isPage ? { cache: "no-cache" } : {}).then(
    (answer) => (answer.status < 500 ? answer : copy),
    () => copy,
  );
  return Promise.race([answered, new Promise((resolve) => setTimeout(resolve, PATIENCE, copy))]);
};

self.addEventListener("install", (event) => event.waitUntil(caches.open(COPY).then(keep)));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  event.respondWith(networkFirst(event.request));
  if (mode === "navigate") event.waitUntil(renew().catch(() => {})); // Offline, the copy stays as it is.
});
