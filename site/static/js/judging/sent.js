// What was sent is said on the list that comes back, in the line that a page without a script has there. Until then the
// tab keeps the lines, each judge's for himself.
function keyOf(judging) {
  return `${judging}:sent`;
}

function linesOf(judging) {
  return JSON.parse(sessionStorage.getItem(keyOf(judging)) || "[]");
}

export function rememberSent(judging, line) {
  if (line) sessionStorage.setItem(keyOf(judging), JSON.stringify([...linesOf(judging), line]));
}

export function showSent(judging) {
  const place = document.querySelector("[data-sent]");
  if (!place) return;
  const notes = linesOf(judging).map((line) => {
    const note = place.querySelector("template").content.firstElementChild.cloneNode(true);
    note.querySelector("span").textContent = line;
    return note;
  });
  place.append(...notes);
  place.hidden = notes.length === 0;
  sessionStorage.removeItem(keyOf(judging));
}
