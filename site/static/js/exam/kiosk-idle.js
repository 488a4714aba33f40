// A shared tablet: whoever leaves it is signed out, once all he chose is with the server. The start page ends the session.
//
// The server counts too, and more generously (exams/kiosk_session.py): it hears once a minute that somebody is there.
const said = document.querySelector('meta[name="kiosk"]');
const AFTER_HAND_IN_S = 60;
const WARN_S = 30;
const WORD_S = 60;
const QUIET = ["", "saved", "taken", "done"]; // states of components/sync.html with nothing left to send

let touched = performance.now();
let told = touched;

const bar = document.createElement("p");
bar.className = "note kiosk-idle";
bar.dataset.tone = "warn";
bar.setAttribute("role", "status");
bar.hidden = true;
document.body.append(bar);

for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
  addEventListener(sign, () => {
    touched = performance.now();
    bar.hidden = true;
  }, { capture: true, passive: true });
}

function limit() {
  const isHandedIn = document.querySelector('[data-exam][data-state="done"]') !== null;
  return isHandedIn ? AFTER_HAND_IN_S : Number(said.content);
}

function isAllSent() {
  const sync = document.querySelector(".sync");
  return !sync || QUIET.includes(sync.dataset.sync || "");
}

function tick() {
  const now = performance.now();
  const left = Math.ceil(limit() - (now - touched) / 1000);
  if (left <= 0 && isAllSent()) {
    location.replace(said.dataset.start);
    return;
  }
  if (left <= WARN_S) {
    const words = left > 0 ? said.dataset.words.replace("%n%", left) : said.dataset.waiting;
    if (bar.textContent !== words) bar.textContent = words;
    bar.hidden = false;
  }
  if (touched > told && now - told > WORD_S * 1000) {
    told = now;
    fetch(said.dataset.alive, { cache: "no-store" }).catch(() => {});
  }
}

setInterval(tick, 1000);
