// What has just come in is marked for half a minute: a row whose points differ from those that stood there before.
const MARKED_MS = 30000;

const marks = new Map();
const arrived = new Map();

// Returns the first row in which something has just come in.
export function noteArrivals(picture, isFirst) {
  let first = null;
  for (const row of picture.querySelectorAll("[data-row]")) {
    const { row: key, mark } = row.dataset;
    if (!isFirst && marks.has(key) && marks.get(key) !== mark) {
      arrived.set(key, performance.now());
      row.dataset.new = "now";
      first = first || row;
    }
    marks.set(key, mark);
  }
  fadeArrivals(picture);
  return first;
}

export function fadeArrivals(picture) {
  for (const row of picture.querySelectorAll("[data-row]")) {
    const since = arrived.get(row.dataset.row);
    const isNew = since !== undefined && performance.now() - since < MARKED_MS;
    if (isNew && row.dataset.new === undefined) row.dataset.new = "rest";
    if (!isNew) delete row.dataset.new;
  }
}
