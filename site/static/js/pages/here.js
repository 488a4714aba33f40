// "Could it happen here?": an answer is kept as soon as it is tapped. Without this file a button sends them together.
class Here {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-here-said]");
    this.button = form.querySelector("[data-here-keep]");
    this.again = false;
    this.button.hidden = true;
    form.addEventListener("change", (event) => {
      event.target.closest("fieldset").append(this.said); // what became of an answer stands beside it
      this.send();
    });
    addEventListener("online", () => this.button.hidden || this.send());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  async send() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.say("saving", "info");
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(location.pathname, { method: "POST", body: new FormData(this.form), headers });
      await answer.json(); // a door to sign in at is an answer too, but none of this kind
      this.say("kept", "ok");
      this.button.hidden = true;
    } catch (error) {
      this.say("offline", "warn");
      this.button.hidden = false;
    }
    this.busy = false;
    if (!this.again) return;
    this.again = false;
    this.send();
  }

  say(what, tone) {
    const words = { saving: "saySaving", kept: "sayKept", offline: "sayOffline" };
    const icons = { saving: "cloud", kept: "check", offline: "offline" };
    this.said.hidden = false;
    this.said.dataset.tone = tone;
    this.said.querySelector("i").dataset.icon = icons[what];
    this.said.querySelector("span").textContent = this.form.dataset[words[what]];
  }
}

for (const form of document.querySelectorAll("form[data-here]")) new Here(form);
