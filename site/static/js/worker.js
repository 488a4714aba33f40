// Answers for pages that asked to be kept (components/keep-page.js) when there is no signal, or one that brings nothing.
// Only looks at pages and their parts are touched: what is sent goes straight to the server.

const KEPT = "kept-pages";
const PATIENCE_MS = 6000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const isPart = new URL(request.url).pathname.startsWith("/static/");
  if (request.method === "GET" && (request.mode === "navigate" || isPart)) event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => {
    setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  return Promise.race([fetch(request).catch(() => kept), late]);
}
