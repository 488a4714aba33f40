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

// Returns {kept} (what it is kept as), {reason} where it is refused, {isOut} where nobody is signed in; throws without a
// signal. `body` is a form, as text or with files in it.
export async function send(url, body, giveUp = GIVE_UP_MS) {
  const answer = await post(url, body, giveUp);
  if (answer.type === "opaqueredirect" || answer.status === NOT_SIGNED_IN) return { isOut: true };
  if (answer.ok) return { kept: (await answer.json()).kept };
  if (answer.status === CONFLICT) return { reason: (await answer.json()).reason };
  throw new Error(String(answer.status));
}

export function say(note, words) {
  if (!note) return;
  note.hidden = !words;
  note.querySelector("span").textContent = words;
}
