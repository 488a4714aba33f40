// A screen that waits with its code: asks whether it was allowed, and opens its picture, or shows a new code, by itself.
import { forgetPictures } from "../hall/known-picture.js";

const WAITING = 202;
const box = document.querySelector("[data-ask-every]");

async function ask() {
  try {
    const answer = await fetch(box.dataset.feed, { cache: "no-store" });
    if (answer.status !== WAITING && answer.status < 500) {
      location.reload();
      return;
    }
  } catch (error) {
    // No network: it asks again.
  }
  setTimeout(ask, Number(box.dataset.askEvery) * 1000);
}

forgetPictures();
setTimeout(ask, Number(box.dataset.askEvery) * 1000);
