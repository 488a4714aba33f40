// Holds the signature of a receipt (JZ1), a certificate (JZC1) or a certificate of honour (JZA1) against the public keys in this page. Its words stand in the page.
const SIGNED = /((JZ[AC]?1)\.([\w-]{6})\.([\w-]{20,600}))\.([\w-]{86})(?![\w-])/;

const words = document.querySelector("[data-words]").dataset;
const page = {
  form: document.querySelector("form"),
  text: document.querySelector("#text"),
  report: document.querySelector("#report"),
  verdict: document.querySelector("#verdict"),
  rows: document.querySelector("#rows"),
};

function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

// True or false; null where this browser knows no Ed25519.
async function accepts(key, signature, message) {
  let known;
  try {
    known = await crypto.subtle.importKey("raw", bytesOf(key), { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
}

function moment(seconds) {
  const [day, time] = new Date((seconds + 8 * 3600) * 1000).toISOString().split("T");
  return `${day} ${time.slice(0, 8)}`;
}

const ROWS = {
  JZ1: ([code, exam, worker, number, finished, received, total]) => [
    [words.code, code], [words.exam, exam], [words.worker, `${worker} ${number}`],
    [words.finished, moment(finished)], [words.received, `${received} / ${total}`],
  ],
  JZC1: ([number, exam, worker, enterprise, issued, until]) => [
    [words.number, number], [words.exam, exam], [words.worker, worker], [words.enterprise, enterprise],
    [words.issued, issued], [words.until, until],
  ],
  JZA1: ([number, name, occasion, prize, giver, approved]) => [
    [words.number, number], [words.name, name], [words.occasion, occasion], [words.prize, prize], [words.giver, giver],
    [words.issued, approved],
  ],
};

function show(tone, text, said = []) {
  page.verdict.dataset.tone = tone;
  page.verdict.textContent = text;
  page.rows.replaceChildren(...said.map((pair) => {
    const row = document.createElement("tr");
    row.append(...pair.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
    return row;
  }));
  page.report.hidden = false;
}

async function check(text) {
  const found = SIGNED.exec(text.replace(/\s/g, ""));
  if (!found) return show("bad", words.none);
  const [, said, kind, id, facts, signature] = found;
  const keys = JSON.parse(words.keys);
  if (!keys[id]) return show("bad", words.unknown);
  const genuine = await accepts(keys[id], bytesOf(signature), new TextEncoder().encode(said));
  if (genuine === null) return show("bad", words.cannot);
  if (!genuine) return show("bad", words.forged);
  return show("ok", words.genuine, ROWS[kind](JSON.parse(new TextDecoder().decode(bytesOf(facts)))));
}

page.form.addEventListener("submit", (event) => {
  event.preventDefault();
  check(page.text.value).catch(() => show("bad", words.forged));
});
