// Keeps the standings of a competition up to date while marks come in: asks for them every few seconds, less often when
// nothing changes, and not at all while nobody looks. The rest of the page is left alone: somebody may be writing there.
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 20000;

const box = document.querySelector("[data-standings]");
const note = document.querySelector("[data-standings-note]");
let tag = "";
let wait = FIRST_WAIT;

async function ask() {
  const answer = await fetch(box.dataset.standings, {
    headers: { "If-None-Match": tag },
    credentials: "same-origin",
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect") return location.reload();
  if (answer.status === 304) return false;
  if (!answer.ok) throw new Error(String(answer.status));
  const isFirst = tag === "";
  tag = answer.headers.get("ETag") || "";
  const text = await answer.text();
  if (isFirst && text.trim() === box.innerHTML.trim()) return false;
  const lies = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  box.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  if (lies) box.querySelector(`a[href="${lies}"]`)?.focus();
  return true;
}

async function step() {
  if (!document.hidden) {
    try {
      wait = (await ask()) ? FIRST_WAIT : Math.min(wait * 1.5, LONGEST_WAIT);
      note.hidden = true;
    } catch (error) {
      wait = Math.min(wait * 2, LONGEST_WAIT);
      note.hidden = false;
    }
  }
  setTimeout(step, wait * (0.85 + Math.random() * 0.3));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) wait = FIRST_WAIT;
});
document.querySelector("[data-standings-by-hand]").hidden = true;
setTimeout(step, FIRST_WAIT * Math.random());
