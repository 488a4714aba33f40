// Counts down to a moment of the server's clock, then goes on: after a few random seconds, so that a whole county does
// not come through the door in the same one.
import { ServerClock } from "../exam/journal.js";

const SPREAD_MS = 4000;

for (const box of document.querySelectorAll("[data-countdown]")) {
  const clock = new ServerClock(Number(box.dataset.now));
  const until = Number(box.dataset.until);
  const face = box.querySelector("time");
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((until - clock.now()) / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const parts = hours > 0 ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
    face.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    if (seconds > 0) return;
    clearInterval(timer);
    const spread = "spread" in box.dataset ? Math.random() * SPREAD_MS : 0;
    setTimeout(() => location.assign(box.dataset.endUrl), spread);
  }, 500);
}
