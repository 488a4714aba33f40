// A long task's bar: asks data-poll-url for {done, total, label, finished} and reloads the page when it is finished.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

function show(box, state) {
  const bar = box.querySelector("progress");
  if (state.total > 0) {
    bar.max = state.total;
    bar.value = state.done;
  } else {
    bar.removeAttribute("value");
  }
  const text = box.querySelector("[data-poll-text]");
  if (text && text.textContent !== state.label) text.textContent = state.label;
}

async function ask(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function poll(box) {
  let wait = FIRST_WAIT;
  let last = "";
  const again = () => setTimeout(step, document.hidden ? LONGEST_WAIT : wait);
  async function step() {
    try {
      const state = await ask(box.dataset.pollUrl);
      show(box, state);
      if (state.finished) {
        location.reload();
        return;
      }
      const now = `${state.done}/${state.total}`;
      wait = now === last ? Math.min(wait * 1.5, LONGEST_WAIT) : FIRST_WAIT;
      last = now;
    } catch (error) {
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    again();
  }
  again();
}

document.querySelectorAll("[data-poll-url]").forEach(poll);
