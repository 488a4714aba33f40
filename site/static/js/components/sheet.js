// Sheets open by their address (#id) and work without this file. Here: the focus goes in, stays in, and comes back; Esc closes.
const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea";
let open = null;
let cameFrom = null;
let byTap = false;
let opener = null;

function close() {
  // Going back keeps the history tidy, so the phone's own back button closes a sheet too. A sheet that was open when the
  // page arrived has nothing of ours to go back to.
  if (byTap) history.back();
  else location.hash = "";
}

function opened(sheet, tapped) {
  cameFrom = opener;
  open = sheet;
  byTap = tapped;
  document.body.style.overflow = "hidden";
  sheet.setAttribute("aria-modal", "true");
  sheet.querySelector("h2").focus();
}

function closed() {
  open = null;
  document.body.style.overflow = "";
  if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
}

function follow(event) {
  const sheet = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const wanted = sheet && sheet.matches("[data-sheet]") ? sheet : null;
  if (open && open !== wanted) closed();
  if (wanted && wanted !== open) opened(wanted, Boolean(event));
}

function keepInside(event) {
  const stops = [...open.querySelectorAll(FOCUSABLE)].filter((stop) => stop.tabIndex >= 0 && stop.offsetParent !== null);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && (document.activeElement === first || !stops.includes(document.activeElement))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (!open) return;
  if (event.key === "Escape") close();
  if (event.key === "Tab") keepInside(event);
});
document.addEventListener("click", (event) => {
  // By the time the address has changed, the browser has already taken the focus off the link.
  const link = event.target.closest("a[href^='#']");
  if (link && !open) opener = link;
  if (!open || !event.target.closest("[data-close]")) return;
  event.preventDefault();
  close();
});
window.addEventListener("hashchange", follow);
follow();
