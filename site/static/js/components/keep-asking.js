// Asks the server every few seconds for what has changed, less often when nothing does, and not at all while nobody
// looks. Who was signed out meanwhile comes to the door.
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 20000;

// `take` gets each new answer, and whether it is the first; it returns false where that says nothing new. `note` returns
// the element that shows while nothing comes through.
export function keepAsking(address, { headers = {}, note, take }) {
  let tag = "";
  let wait = FIRST_WAIT;

  async function ask() {
    const answer = await fetch(address, {
      headers: { ...headers, "If-None-Match": tag },
      credentials: "same-origin",
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") return location.reload();
    if (answer.status === 304) return false;
    if (!answer.ok) throw new Error(String(answer.status));
    const isFirst = tag === "";
    tag = answer.headers.get("ETag") || "";
    return (await take(answer, isFirst)) !== false;
  }

  async function step() {
    if (!document.hidden) {
      try {
        wait = (await ask()) ? FIRST_WAIT : Math.min(wait * 1.5, LONGEST_WAIT);
        note().hidden = true;
      } catch (error) {
        wait = Math.min(wait * 2, LONGEST_WAIT);
        note().hidden = false;
      }
    }
    setTimeout(step, wait * (0.85 + Math.random() * 0.3));
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wait = FIRST_WAIT;
  });
  setTimeout(step, FIRST_WAIT * Math.random());
}
