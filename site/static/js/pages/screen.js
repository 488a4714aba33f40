// The big screen: asks for its picture every few seconds, keeps the last one through a cut of the network, and says how
// old it is. Ages are the server's own times carried on by a steady clock, so the screen's clock may be wrong.
import { howLong } from "../components/how-long.js";
import { keepPage } from "../components/keep-page.js";
import { ServerClock } from "../exam/clock.js";
import { sayAge } from "../hall/age.js";
import { fadeArrivals, noteArrivals } from "../hall/arrivals.js";
import { forgetPictures, rememberedPicture, rememberPicture } from "../hall/known-picture.js";
import { keepTurning, layOut } from "../hall/turning.js";

const FORGOTTEN_AFTER_S = 12 * 3600;
const FRESH_PAGE_EVERY_MS = 6 * 3600 * 1000;
const PATIENCE_MS = 8000;

const box = document.querySelector("[data-screen]");
const picture = box.querySelector("[data-picture]");
const shown = { made: Number(box.dataset.made), tag: box.dataset.tag };
const clock = new ServerClock(Number(box.dataset.now));
let isGone = false;

const age = () => Math.max(0, Math.round((clock.now() - shown.made) / 1000));

function remember() {
  rememberPicture({ html: picture.innerHTML, made: shown.made, tag: shown.tag, now: clock.now(), wall: Date.now() });
}

// The page may be an old copy that the browser kept: what was seen last counts, and so does the time since.
function takeUp() {
  const known = rememberedPicture();
  if (!known || known.made < shown.made) return;
  const since = Math.max(0, Date.now() - known.wall);
  if (known.now + since > clock.now()) clock.set(known.now + since);
  if (known.made === shown.made) return;
  picture.innerHTML = known.html;
  Object.assign(shown, { made: known.made, tag: known.tag });
}

function show(html) {
  picture.innerHTML = html;
  layOut(picture, noteArrivals(picture, isGone));
  isGone = false;
}

// Nobody knows any more whether these numbers may still be seen.
async function goBlank() {
  isGone = true;
  shown.tag = "";
  picture.replaceChildren(box.querySelector("[data-gone]").content.cloneNode(true));
  await forgetPictures();
}

function tick() {
  sayAge(box.querySelector("[data-age]"), age());
  fadeArrivals(picture);
  const countdown = picture.querySelector("[data-until]");
  if (countdown) {
    const seconds = Math.max(0, Math.ceil((Number(countdown.dataset.until) - clock.now()) / 1000));
    const face = countdown.querySelector("time");
    face.textContent = howLong(seconds, face.dataset.days);
    countdown.hidden = seconds === 0;
  }
  if (!isGone && age() > FORGOTTEN_AFTER_S) goBlank();
}

async function ask() {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const headers = shown.tag ? { "If-None-Match": shown.tag } : {};
    const answer = await fetch(box.dataset.feed, { headers, cache: "no-store", signal: patience.signal });
    if ([202, 403, 410].includes(answer.status)) {
      await forgetPictures();
      location.reload();
      return;
    }
    if (answer.status !== 200 && answer.status !== 304) return;
    const html = answer.status === 200 ? await answer.text() : null;
    clock.set(Number(answer.headers.get("X-Now")));
    shown.made = Number(answer.headers.get("X-Made"));
    shown.tag = answer.headers.get("ETag");
    if (html !== null) show(html);
    remember();
    if (performance.now() > FRESH_PAGE_EVERY_MS) location.reload();
  } catch (error) {
    // No network, or one that brings nothing: the picture stays, and its age says so.
  } finally {
    clearTimeout(timer);
  }
}

async function step() {
  await ask();
  setTimeout(step, Number(box.dataset.every) * 1000 * (0.85 + Math.random() * 0.3));
}

takeUp();
noteArrivals(picture, true);
layOut(picture, null);
keepTurning(picture);
addEventListener("resize", () => layOut(picture, null));
tick();
setInterval(tick, 1000);
setTimeout(step, Math.random() * 1000);
keepPage();
