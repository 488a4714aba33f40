// Only the chosen way of scoring is shown, and what follows from the fields follows them as one types. The server counts; here nothing is.
const PAUSE = 600; // milliseconds after the last key
const followers = document.querySelectorAll("[data-rule-follows]");
const form = followers[0].closest("form");
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
    for (const follower of mine === asked ? followers : []) {
      const anew = page.getElementById(follower.id);
      if (anew) follower.replaceChildren(...anew.childNodes);
    }
  } catch {
    // no connection: what was said last stays, and the button below still asks
  }
}

form.addEventListener("input", () => {
  show();
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
show();
