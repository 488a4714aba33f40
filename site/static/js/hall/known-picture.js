// The last picture stays in the browser, so that a screen that starts without a network shows something, and says how
// old it is. Gone when the screen is switched off.
import { KEPT } from "../components/kept.js";

const PLACE = "screen-picture";

export function rememberPicture(picture) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(picture));
  } catch (error) {
    // Full or forbidden: then only this page knows it.
  }
}

export function rememberedPicture() {
  try {
    return JSON.parse(localStorage.getItem(PLACE));
  } catch (error) {
    return null;
  }
}

export async function forgetPictures() {
  try {
    localStorage.removeItem(PLACE);
    if ("caches" in window) await (await caches.open(KEPT)).delete(location.pathname);
  } catch (error) {
    // Forbidden: then nothing was kept either.
  }
}
