// Holds the files of an unpacked archive against its manifest. Its words stand in the page.
const PIECE = 4 * 1024 * 1024;
const MANIFEST = "manifest.json";
const BAD_FIRST = ["changed", "missing", "extra", "right"];
// what an operating system puts into folders by itself
const NOT_OURS = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/i;

const words = document.querySelector("[data-words]").dataset;
const page = {
  folder: document.querySelector("#folder"),
  drop: document.querySelector("#drop"),
  state: document.querySelector("#state"),
  bar: document.querySelector("progress"),
  report: document.querySelector("#report"),
  verdict: document.querySelector("#verdict"),
  facts: document.querySelector("#facts"),
  digest: document.querySelector("#digest"),
  warnings: document.querySelector("#warnings"),
  counts: document.querySelector("#counts"),
  rows: document.querySelector("#rows"),
};

function read(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(blob);
  });
}

async function digestOf(file) {
  const digest = new Sha256();
  for (let start = 0; start < file.size; start += PIECE) digest.update(await read(file.slice(start, start + PIECE)));
  return digest.hex();
}

// The files by their path inside the archive: as deep as the manifest lies, so much is cut off. Null without a manifest.
function inside(found) {
  const manifests = found.filter((each) => each.path === MANIFEST || each.path.endsWith(`/${MANIFEST}`));
  if (!manifests.length) return null;
  const top = manifests.map((each) => each.path).sort((a, b) => a.length - b.length)[0].slice(0, -MANIFEST.length);
  const files = new Map();
  for (const each of found) {
    if (each.path.startsWith(top) && !NOT_OURS.test(each.path)) {
      files.set(each.path.slice(top.length).normalize("NFC"), each.file);
    }
  }
  return files;
}

// What is right, changed, missing, and too much; `digests` are those of the files that are there, by path.
function verdicts(manifest, digests) {
  const listed = new Map(manifest.files.map((each) => [each.path.normalize("NFC"), each.sha256]));
  const result = [];
  listed.forEach((sha256, path) => {
    const found = digests.get(path);
    result.push({ path, verdict: found === undefined ? "missing" : found === sha256 ? "right" : "changed" });
  });
  digests.forEach((_digest, path) => {
    if (!listed.has(path) && path !== MANIFEST) result.push({ path, verdict: "extra" });
  });
  return result.sort((a, b) => BAD_FIRST.indexOf(a.verdict) - BAD_FIRST.indexOf(b.verdict) || (a.path < b.path ? -1 : 1));
}

function say(text) {
  page.state.textContent = text;
}

function line(tag, text, attributes) {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

function show(manifest, digest, result) {
  const count = (verdict) => result.filter((each) => each.verdict === verdict).length;
  const fine = count("right") === result.length && result.length > 0;
  page.verdict.textContent = fine ? words.fine : words.wrong;
  page.verdict.dataset.tone = fine ? "ok" : "bad";
  page.facts.textContent = [manifest.title, manifest.unit, manifest.made_at, manifest.made_by].join("　");
  page.digest.textContent = digest;
  page.warnings.replaceChildren(...(manifest.warnings || []).map((text) => line("li", text)));
  page.counts.replaceChildren(...BAD_FIRST.map((verdict) => line("li", `${words[verdict]} ${count(verdict)}`)));
  page.rows.replaceChildren(...result.map((each) => {
    const row = document.createElement("tr");
    row.append(line("td", words[each.verdict], { "data-verdict": each.verdict }), line("td", each.path));
    return row;
  }));
  page.report.hidden = false;
}

async function check(found) {
  page.report.hidden = true;
  const files = inside(found);
  if (files === null) {
    say(words.noManifest);
    return;
  }
  const total = Array.from(files.values()).reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  page.bar.hidden = false;
  page.bar.max = total || 1;
  try {
    const digests = new Map();
    for (const [path, file] of files) {
      say(`${words.reading} ${path}`);
      digests.set(path, await digestOf(file));
      done += file.size;
      page.bar.value = done;
    }
    const manifest = JSON.parse(new TextDecoder().decode(await read(files.get(MANIFEST))));
    show(manifest, digests.get(MANIFEST), verdicts(manifest, digests));
    say("");
  } catch (error) {
    say(`${words.unreadable} ${error.message}`);
  }
  page.bar.hidden = true;
}

function entriesOf(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function walk(entry, above, found) {
  const path = `${above}${entry.name}`;
  if (entry.isFile) {
    found.push({ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    return;
  }
  const reader = entry.createReader();
  // a folder tells its entries by the hundred, until there are no more
  for (let some = await entriesOf(reader); some.length; some = await entriesOf(reader)) {
    for (const each of some) await walk(each, `${path}/`, found);
  }
}

page.folder.addEventListener("change", () => {
  check(Array.from(page.folder.files, (file) => ({ path: file.webkitRelativePath || file.name, file })));
});
["dragover", "dragenter"].forEach((name) => page.drop.addEventListener(name, (event) => event.preventDefault()));
page.drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  check(found);
});
