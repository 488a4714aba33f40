// What a phone learns though it has nothing to save: more time, a pause, a word of the invigilator. It asks once a
// minute or so, each phone at its own moment, and only when no save has brought an answer for as long.
const EVERY_MS = 60000;

export function listen({ url, token, lastHeard, heard, isDone }) {
  const again = () => setTimeout(ask, EVERY_MS * (0.75 + Math.random() / 2));

  async function ask() {
    if (isDone()) return;
    if (!document.hidden && performance.now() - lastHeard() > EVERY_MS / 2) {
      try {
        const body = JSON.stringify({ token });
        const headers = { "Content-Type": "application/json" };
        const answer = await fetch(url, { method: "POST", body, headers, credentials: "omit" });
        if (answer.ok) heard(await answer.json());
      } catch (error) {
        // No signal: the journal says so, and the next minute tries again.
      }
    }
    again();
  }

  again();
}

// Shows the messages in `box` that have not been put away; the same ones are not read aloud again.
export function tell(box, messages) {
  const list = box.querySelector("[data-messages]");
  const news = messages.filter(({ at }) => at > Number(box.dataset.readTo || 0));
  const before = [...list.children].map((note) => note.dataset.at);
  if (news.map(({ at }) => String(at)).join() === before.join()) return;
  list.replaceChildren(
    ...news.map(({ at, text }) => {
      const note = document.createElement("p");
      const icon = document.createElement("i");
      const words = document.createElement("span");
      note.className = "note";
      note.dataset.tone = "info";
      note.dataset.at = at;
      icon.className = "icon";
      icon.dataset.icon = "bell";
      icon.setAttribute("aria-hidden", "true");
      words.textContent = text;
      note.append(icon, words);
      return note;
    }),
  );
  box.hidden = news.length === 0;
}

// A message is read once: on a small screen the question needs the room. A later one is shown again.
export function letPutAway(box) {
  box.querySelector("[data-put-away]").addEventListener("click", () => {
    box.dataset.readTo = Math.max(...[...box.querySelectorAll("[data-at]")].map((note) => Number(note.dataset.at)));
    box.hidden = true;
  });
}
