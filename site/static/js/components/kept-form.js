// What was chosen in a form, kept on this phone under its page's address until it is no longer needed.

export class KeptForm {
  // `path` may say more than an address, or be another page's.
  constructor(form, path = location.pathname) {
    this.form = form;
    this.key = `jingzhong:form:${path}`;
  }

  get fields() {
    return [...this.form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
  }

  // `more` is kept along, as plain data.
  keep(more = {}) {
    const chosen = this.fields
      .filter((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value))
      .map((field) => [field.name, field.value]);
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...more, chosen }));
    } catch (error) {
      // No storage: what stands on the page is still sent while it is open.
    }
  }

  // Puts into the form what was kept, and returns all of it; null where nothing was.
  restore() {
    const kept = this.read();
    if (!kept) return null;
    for (const field of this.fields) {
      const values = kept.chosen.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0] || "";
      if ("number" in field.dataset) field.dataset.number = field.value;
    }
    return kept;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch (error) {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch (error) {
      // Where nothing can be stored, nothing was.
    }
  }
}
