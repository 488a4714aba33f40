// How a report of oneself goes up, from its form and from other pages alike.
export const AS_DATA = { headers: { Accept: "application/json" }, redirect: "manual" };

// What an answer that refuses says, in words; empty where its page gives no reason.
export async function reasonOf(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector("[role=alert]");
  return said ? said.textContent.replace(/\s+/g, " ").trim() : "";
}
