// Counts down to a moment of the server's clock, then goes on by itself.
import { ServerClock } from "../exam/clock.js";

for (const box of document.querySelectorAll("[data-countdown]")) {
  const clock = new ServerClock(Number(box.dataset.now));
  const until = Number(box.dataset.until);
  const face = box.querySelector("time");
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((until - clock.now()) / 1000));
    face.textContent = [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
    if (seconds > 0) return;
    clearInterval(timer);
    location.assign(box.dataset.endUrl);
  }, 500);
}
