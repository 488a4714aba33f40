// More rows or tiles than the screen holds are shown page by page. Nothing slides: one page is there, then the next.
const TURN_MS = 15000;

let turn = 0;

export function layOut(box, first) {
  for (const list of box.querySelectorAll("[data-turned]")) {
    const items = [...(list.tBodies ? list.tBodies[0].rows : list.children)];
    const fit = howManyFit(list, items);
    const pages = Math.max(1, Math.ceil(items.length / fit));
    if (first && items.includes(first)) turn = Math.floor(items.indexOf(first) / fit);
    const page = turn % pages;
    items.forEach((item, place) => {
      item.hidden = Math.floor(place / fit) !== page;
    });
    const label = box.querySelector(`[data-page-of="${list.dataset.turned}"]`);
    if (label) label.textContent = pages > 1 ? `${page + 1} / ${pages}` : "";
    list.toggleAttribute("data-turns", pages > 1);
  }
}

// The room ends where the list's parent does, less what stands below the list.
function howManyFit(list, items) {
  if (!items.length) return 1;
  for (const item of items) item.hidden = false;
  const parent = list.parentElement.getBoundingClientRect();
  const below = [...list.parentElement.children].slice([...list.parentElement.children].indexOf(list) + 1);
  const style = getComputedStyle(list);
  const gap = parseFloat(style.rowGap) || 0;
  const lower = below.reduce((sum, each) => sum + each.getBoundingClientRect().height + gap, 0);
  const [one] = items;
  const least = parseFloat(style.getPropertyValue("--least")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const step = (least || one.getBoundingClientRect().height) + (gap || parseFloat(style.borderSpacing.split(" ").pop()) || 0);
  const room = parent.bottom - lower - one.getBoundingClientRect().top + gap;
  const columns = list.tBodies ? 1 : style.gridTemplateColumns.split(" ").length;
  return Math.max(1, Math.floor(room / step)) * columns;
}

export function keepTurning(box) {
  setInterval(() => {
    turn += 1;
    layOut(box, null);
  }, TURN_MS);
  addEventListener("resize", () => layOut(box, null));
}
