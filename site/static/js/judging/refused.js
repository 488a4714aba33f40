// What was refused after it had waited on the phone: said with its reason until the judge has read it. The sheet itself
// stays in the store as evidence, {…, refused: reason, stands: address of the marks that count or "", seen}.

function noteOf(sheet, template, store) {
  const note = template.content.firstElementChild.cloneNode(true);
  note.querySelector("strong").textContent = sheet.what || "";
  note.querySelector("[data-reason]").textContent = sheet.refused;
  const link = note.querySelector("a");
  link.hidden = !sheet.stands || sheet.stands === location.pathname;
  link.href = sheet.stands || "";
  note.querySelector("button").addEventListener("click", async () => {
    await store.put({ ...sheet, seen: true });
    note.remove();
  });
  return note;
}

export function showRefused(sheets, store) {
  const place = document.querySelector("[data-refused]");
  if (!place) return;
  const template = place.querySelector("template");
  place.replaceChildren(template, ...sheets.map((sheet) => noteOf(sheet, template, store)));
}
