// The copy of this page that the phone keeps, so that it opens again without a signal.
import { KEPT } from "../components/kept.js";
import { keepPage } from "../components/keep-page.js";

// What the server says of every page (settings: CONTENT_SECURITY_POLICY); a copy made here would else say nothing.
const POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'";

// Taken before the script changes anything. It costs no second request: half the county would send it at nine o'clock.
export const asItCame = document.documentElement.outerHTML;
export const isCopy = "copy" in document.documentElement.dataset;

export function keepCopy(until) {
  const html = `<!doctype html>${asItCame.replace("<html", "<html data-copy")}`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY, "X-Kept-Until": until };
  return keepPage(new Response(html, { headers }));
}

// A part that came later than the page, such as a script that few need.
export async function keepPart(address) {
  try {
    await (await caches.open(KEPT)).add(address);
  } catch (error) {
    // Without it the page is as it was before it came.
  }
}

export async function dropCopy() {
  if ("caches" in window) await (await caches.open(KEPT)).delete(location.pathname);
}

// The page as the server would show it now; null when it shows another one, since the sitting is closed. The number of
// this page goes along: the server notes from which phone it was opened.
export async function freshPage(device) {
  const response = await fetch(`${location.pathname}?page=${device}`);
  if (!response.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// What the phone would do if no page were open when the signal comes: only some browsers can.
export async function askForLeftovers() {
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.sync.register("leftovers");
  } catch (error) {
    // The queue is sent when the page, the start page or the receipt is opened.
  }
}
