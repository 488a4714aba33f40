// Before the doors: counts down by the server's clock, and opens the door by itself without asking the server anything.
//
// It opens within a few seconds that differ from phone to phone, so that a whole county does not come in at once.
import { howLong } from "../components/how-long.js";
import { ServerClock } from "../exam/clock.js";

const SPREAD_MS = 5000;

const form = document.querySelector("[data-start]");
const button = form && form.querySelector("button");

function waitForTheStart(box) {
  const clock = new ServerClock(Number(box.dataset.now));
  const until = Number(box.dataset.until);
  const opens = until + Math.random() * SPREAD_MS;
  const face = box.querySelector("time");
  const label = box.querySelector("[data-counting]");
  label.textContent = label.dataset.counting;
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((until - clock.now()) / 1000));
    face.textContent = howLong(seconds, face.dataset.days);
    if (clock.now() < opens) return;
    clearInterval(timer);
    document.querySelectorAll("[data-before]").forEach((words) => words.remove());
    box.querySelector("[data-now-open]").hidden = false;
    button.disabled = false;
    button.removeAttribute("aria-describedby");
    button.textContent = form.dataset.start;
    button.focus({ preventScroll: true });
  }, 250);
}

// A weak signal takes its time: one tap is enough, and the page says that it is on its way.
function goingIn(isGoing) {
  document.querySelector("[data-fetching]").hidden = !isGoing;
  button.hidden = isGoing;
}

if (form) {
  document.querySelectorAll("[data-countdown]").forEach(waitForTheStart);
  form.addEventListener("submit", () => setTimeout(() => goingIn(true)));
  addEventListener("pageshow", (event) => event.persisted && goingIn(false));
}
