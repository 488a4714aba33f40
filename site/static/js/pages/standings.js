// Keeps the standings of a competition up to date while marks come in. The rest of the page is left alone: somebody may
// be writing there.
import { keepAsking } from "../components/keep-asking.js";

const box = document.querySelector("[data-standings]");

async function show(answer, isFirst) {
  const text = await answer.text();
  if (isFirst && text.trim() === box.innerHTML.trim()) return false;
  const lies = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  box.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  if (lies) box.querySelector(`a[href="${lies}"]`)?.focus();
  return true;
}

document.querySelector("[data-standings-by-hand]").hidden = true;
keepAsking(box.dataset.standings, { note: () => document.querySelector("[data-standings-note]"), take: show });
