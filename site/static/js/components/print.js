// A button that prints. It shows itself only where printing is possible.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = typeof window.print !== "function";
  button.addEventListener("click", () => window.print());
}
