// What a blueprint comes to while it is put together. Parts that stand for one another count once: each worker gets one.
const CASE = "case";
const box = document.querySelector("[data-paper-total]");
const form = document.querySelector("form:has([name='parts-TOTAL_FORMS'])");

const number = (value) => Number.parseFloat(value) || 0;

function parts() {
  return [...form.querySelectorAll("[name^='parts-'][name$='-count']")]
    .map((count) => (field) => form.elements[count.name.replace(/count$/, field)]?.value || "")
    .filter((of) => of("DELETE") !== "1");
}

function show() {
  const asked = parts();
  const counted = asked.filter((of, place) => !of("choice") || asked.findIndex((one) => one("choice") === of("choice")) === place);
  const questions = (of) => number(of("count")) * (of("kind") === CASE ? number(of("case_size")) : 1);
  const total = counted.reduce((sum, of) => sum + questions(of), 0);
  const points = counted.reduce((sum, of) => sum + questions(of) * number(of("points")), 0);
  box.hidden = total === 0;
  box.textContent = box.dataset.paperTotal.replace("{questions}", total).replace("{points}", Number(points.toFixed(2)));
}

form.addEventListener("input", show);
form.addEventListener("click", () => setTimeout(show)); // a part is added or taken away
show();
