// Names every cell of a list after its column, so that a phone can show a row as a card (look.css). Lists that come in
// later, by searching or turning the page, are named as well.

function name(table) {
  const headings = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
  if (headings.length === 0) return;
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, place) => {
      const isBare = !cell.textContent.trim() && !cell.querySelector("input, img, svg, a, button");
      cell.toggleAttribute("data-bare", isBare);
      const box = cell.querySelector(":scope > input[type=checkbox]");
      if (box) cell.classList.add("bulk-action-checkbox-cell");
      else if (headings[place] && !cell.matches("th, .title")) cell.dataset.label = headings[place];
    });
  }
  table.dataset.labelled = "";
}

const nameAll = () => document.querySelectorAll("table.listing:has(thead)").forEach(name);

nameAll();
document.addEventListener("w-swap:success", nameAll);
