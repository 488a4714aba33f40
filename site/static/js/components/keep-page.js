// Keeps the page that is open, with its parts, on the phone: it can be opened again without a signal.
//
// A copy is made at every visit and is gone after signing out (forget-pages.js). Where the browser can't, nothing is
// lost but this.

export const KEPT = "kept-pages";

export async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((part) => part.name);
    const parts = loaded.filter((name) => name.startsWith(`${location.origin}/static/`));
    const cache = await caches.open(KEPT);
    await cache.addAll([location.href, ...new Set(parts)]);
    document.documentElement.dataset.kept = "";
  } catch (error) {
    // No signal while it is being kept: an older copy, where there is one, stays.
  }
}
