// An open list of the desk's menu closes when one taps elsewhere or presses Escape. Without this its heading closes it.
const lists = [...document.querySelectorAll(".nav details")];

addEventListener("pointerdown", (event) => {
  for (const list of lists) if (!list.contains(event.target)) list.open = false;
});
addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && lists.find((list) => list.open);
  if (!open) return;
  if (open.contains(document.activeElement)) open.querySelector("summary").focus(); // not lost with the link that it stood on
  open.open = false;
});
