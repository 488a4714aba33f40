// Answers for pages that asked to be kept (components/keep-page.js) when there is no signal, or one that brings nothing.
// Only looks at pages and their parts are touched: what is sent goes straight to the server.
import { KEPT } from "./components/kept.js";
import { sendLeftovers } from "./exam/leftovers.js";

const WAIT_MS = 6000;
const SERVER_ERROR = 500;
const FINGERPRINT = /\.[0-9a-f]{12}\.\w+$/; // in the name of a part that never changes
const PARTS = ["/static/", "/question-pictures/"];

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("sync", (event) => event.waitUntil(sendLeftovers()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const isPart = PARTS.some((place) => pathname.startsWith(place));
  if (request.method !== "GET" || !(request.mode === "navigate" || isPart)) return;
  event.respondWith(answer(request, isPart && FINGERPRINT.test(pathname)));
});

async function answer(request, neverChanges) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  if (neverChanges) return kept;
  if (Number(kept.headers.get("X-Kept-Until") || Infinity) < Date.now()) {
    await cache.delete(request);
    return fetch(request);
  }
  const late = new Promise((resolve) => {
    setTimeout(() => resolve(kept), WAIT_MS);
  });
  const asked = fetch(request).then((response) => (response.status >= SERVER_ERROR ? kept : response), () => kept);
  return Promise.race([asked, late]);
}
