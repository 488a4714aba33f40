// An assisted sitting: each question is read aloud as soon as it is turned to. The button stays; it stops and repeats.
//
// A browser speaks only after a first touch, so reading begins with it.
const button = () => document.querySelector("[data-speak]");

function read() {
  const speak = button();
  if (!speak || speak.hidden || speak.disabled) return;
  if (speak.getAttribute("aria-pressed") === "true") speak.click();
  speak.click();
}

addEventListener("hashchange", () => {
  if (/^#q\d+$/.test(location.hash)) requestAnimationFrame(read); // the question is turned to by then
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-speak], [data-next], [data-back]")) read();
}, { once: true });
