// Only the chosen way of scoring is shown, and the example follows what is typed. The server counts; here nothing is.
const PAUSE = 600; // milliseconds after the last key
const box = document.querySelector("[data-rule-example]");
const form = box.closest("form");
let waiting;
let asked = 0;

function show() {
  const way = form.elements.way.value;
  for (const part of form.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== way;
}

async function ask() {
  const mine = (asked += 1);
  const data = new FormData(form);
  data.set("show_example", "1");
  try {
    const answer = await fetch(window.location.href, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const example = page.querySelector("[data-rule-example]");
    if (example && mine === asked) box.replaceChildren(...example.childNodes);
  } catch {
    // no connection: the last example stays, and the button below still asks
  }
}

form.addEventListener("input", () => {
  show();
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
show();
