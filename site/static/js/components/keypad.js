// PIN pad. The real password fields stay: they keep label, focus, hardware keys and password manager. Only the phone's own
// keyboard is told to stay away, and the keys of the page write into whichever PIN field was touched last.
const DIGITS = 6;

function show(field, isActive) {
  const count = field.value.length;
  const boxes = field.parentElement.querySelectorAll(".pin li");
  boxes.forEach((box, index) => {
    if (index < count) box.dataset.state = "done";
    else if (isActive && index === count) box.dataset.state = "now";
    else delete box.dataset.state;
  });
  const status = field.closest(".field").querySelector("[data-pin-status]");
  if (status) status.textContent = status.dataset.words.replace("%n%", String(count));
}

function enhance(pad) {
  const form = pad.closest("form");
  const fields = [...form.querySelectorAll("[data-pin] input")];
  if (fields.length === 0) return;
  let active = fields[0];

  const paint = () => fields.forEach((field) => show(field, field === active));
  const write = (value) => {
    active.value = value;
    active.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (key) => {
    if (key === "back") {
      const place = fields.indexOf(active);
      if (active.value === "" && place > 0) active = fields[place - 1];
      write(active.value.slice(0, -1));
    } else if (active.value.length < DIGITS) {
      write(active.value + key);
    }
    if (active.value.length === DIGITS) active = fields[fields.indexOf(active) + 1] || active;
    paint();
  };

  for (const field of fields) {
    field.maxLength = DIGITS;
    field.inputMode = "none";
    field.parentElement.dataset.ready = "";
    field.addEventListener("focus", () => {
      active = field;
      paint();
    });
    field.addEventListener("input", paint);
  }
  paint();
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key) press(key.dataset.key);
  });
  pad.dataset.ready = "";
  const instead = form.querySelector("[data-keys-instead]");
  if (instead) instead.hidden = true;
}

document.querySelectorAll("[data-keys]").forEach(enhance);
