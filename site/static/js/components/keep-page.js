// Keeps the page that is open, with its parts, on the phone: it can be opened again without a signal.
//
// A copy is made at every visit and is gone after signing out (forget-pages.js). Where the browser can't, nothing is
// lost but this.
import { KEPT } from "./kept.js";

const PARTS = ["/static/", "/question-pictures/"];

// `copy` is the page as a Response, where it need not be fetched again.
export async function keepPage(copy = null) {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((part) => part.name);
    const parts = loaded.filter((name) => PARTS.some((place) => name.startsWith(`${location.origin}${place}`)));
    const cache = await caches.open(KEPT);
    await cache.addAll([...new Set(parts)]);
    await (copy ? cache.put(location.pathname, copy) : cache.add(location.href));
    document.documentElement.dataset.kept = "";
  } catch (error) {
    // No signal while it is being kept: an older copy, where there is one, stays.
  }
}
