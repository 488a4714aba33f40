// More rows or tiles than the screen holds are shown page by page. Nothing slides: one page is there, then the next.
// The last page is full too: it begins a little earlier, and repeats what the one before it ended with.
const TURN_MS = 15000;

let turn = 0;
let timer = 0;

// Shows the page whose turn it is, or the one with `first` on it, which then stays for a whole turn.
export function layOut(box, first) {
  for (const list of box.querySelectorAll("[data-turned]")) {
    const items = [...(list.tBodies ? list.tBodies[0].rows : list.children)];
    const { fit, columns } = howManyFit(list, items);
    const pages = Math.max(1, Math.ceil(items.length / fit));
    if (first && items.includes(first)) {
      turn = Math.floor(items.indexOf(first) / fit);
      keepTurning(box);
    }
    const page = turn % pages;
    const last = Math.max(0, Math.ceil((items.length - fit) / columns) * columns);
    const begin = Math.min(page * fit, last);
    items.forEach((item, place) => {
      item.hidden = place < begin || place >= begin + fit;
    });
    const label = box.querySelector(`[data-page-of="${list.dataset.turned}"]`);
    if (label) label.textContent = pages > 1 ? `${page + 1} / ${pages}` : "";
  }
}

// The room ends where the list's parent does, less what stands below the list.
function howManyFit(list, items) {
  if (!items.length) return { fit: 1, columns: 1 };
  for (const item of items) item.hidden = false;
  const style = getComputedStyle(list);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const gap = parseFloat(list.tBodies ? style.borderSpacing.split(" ").pop() : style.rowGap) || 0;
  const around = [...list.parentElement.children];
  const below = around.slice(around.indexOf(list) + 1);
  const lower = below.reduce((sum, each) => sum + each.getBoundingClientRect().height + gap, 0);
  const box = items[0].getBoundingClientRect();
  const step = (parseFloat(style.getPropertyValue("--least")) * rem || box.height) + gap;
  const room = list.parentElement.getBoundingClientRect().bottom - lower - box.top + (list.tBodies ? 0 : gap);
  const columns = list.tBodies ? 1 : style.gridTemplateColumns.split(" ").length;
  return { fit: Math.max(1, Math.floor(room / step)) * columns, columns };
}

export function keepTurning(box) {
  clearInterval(timer);
  timer = setInterval(() => {
    turn += 1;
    layOut(box, null);
  }, TURN_MS);
}
