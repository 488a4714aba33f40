// Says in place what a form still wants, before it is sent. The sentence is the [data-needed] of the field or around it.
const PLACE = ".taps, .field";

function said(field) {
  const list = document.createElement("ul");
  list.className = "errors";
  list.dataset.missing = "";
  list.setAttribute("role", "alert");
  const isEmpty = field.validity.valueMissing || field.validity.customError;
  const needed = field.closest("[data-needed]");
  const line = document.createElement("li");
  line.textContent = needed && isEmpty ? needed.dataset.needed : field.validationMessage;
  list.append(line);
  return list;
}

export function sayNoMore(field) {
  const list = field.closest(PLACE).querySelector("[data-missing]");
  if (list) list.remove();
}

// Returns whether something is missing; the first of it is brought before the eyes.
export function sayMissing(form) {
  const wrong = [...form.elements].filter((field) => field.willValidate && !field.validity.valid);
  for (const field of wrong) {
    sayNoMore(field);
    field.closest(PLACE).append(said(field));
  }
  if (wrong.length === 0) return false;
  wrong[0].focus({ preventScroll: true });
  wrong[0].closest(PLACE).scrollIntoView({ block: "center" });
  return true;
}
