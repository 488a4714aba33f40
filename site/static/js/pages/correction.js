// A proposal shows the fields that its choice needs. Without this script all of them stand there.
const form = document.querySelector("[data-correct]");

function show() {
  const chosen = form.querySelector("[name=treatment]:checked");
  for (const part of form.querySelectorAll("[data-when]")) {
    part.hidden = chosen === null || !part.dataset.when.split(" ").includes(chosen.value);
  }
}

form.addEventListener("change", show);
show();
