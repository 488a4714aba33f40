// Sending a judge's sheets and photos, and where the judge's page says what became of them.
const GIVE_UP_MS = 12000;
const CONFLICT = 409;
const NOT_SIGNED_IN = 403;

async function post(url, body, giveUp) {
  const patience = new AbortController();
  const alarm = setTimeout(() => patience.abort(), giveUp);
  const headers = {
    Accept: "application/json",
    "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, // of this session, not of the sheet's
  };
  if (typeof body === "string") headers["Content-Type"] = "application/x-www-form-urlencoded";
  try {
    return await fetch(url, { method: "POST", body, headers, redirect: "manual", signal: patience.signal });
  } finally {
    clearTimeout(alarm);
  }
}

// Returns {kept} (what it is kept as), {reason, isFinal, stands} where it is refused (`isFinal`: whatever it says; `stands`:
// where the marks are that count), {isOut} where nobody is signed in; throws without a signal. `body` is a form, as text or with files in it.
export async function send(url, body, giveUp = GIVE_UP_MS) {
  const answer = await post(url, body, giveUp);
  if (answer.type === "opaqueredirect" || answer.status === NOT_SIGNED_IN) return { isOut: true };
  if (answer.ok) return { kept: (await answer.json()).kept };
  if (answer.status === CONFLICT) {
    const { reason, final = false, stands = "" } = await answer.json();
    return { reason, isFinal: final, stands };
  }
  throw new Error(String(answer.status));
}

// A refusal has the tone "warn" with its triangle; anything else keeps the calm icon of the note.
export function say(note, words, tone = "info") {
  if (!note) return;
  const icon = note.querySelector(".icon");
  note.dataset.calm = note.dataset.calm || icon.dataset.icon;
  note.dataset.tone = tone;
  icon.dataset.icon = tone === "warn" ? "alert" : note.dataset.calm;
  note.hidden = !words;
  note.querySelector("span").textContent = words;
}
