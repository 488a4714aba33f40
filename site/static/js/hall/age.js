// How old the numbers are, in words: fresh ones are live, others say since when, and that the screen tries again.
const OLD_AFTER = 30;

export function sayAge(place, seconds) {
  const isOld = seconds >= OLD_AFTER;
  const tone = isOld ? "warn" : "ok";
  const icon = place.querySelector("[data-icon]");
  if (place.dataset.tone !== tone) place.dataset.tone = tone;
  icon.dataset.icon = isOld ? "offline" : "check";
  const text = place.querySelector("[data-age-text]");
  const words = inWords(place.dataset, isOld, seconds);
  if (text.textContent !== words) text.textContent = words;
}

function inWords(say, isOld, seconds) {
  if (!isOld) return say.live.replace("%n%", seconds);
  if (seconds < 60) return say.seconds.replace("%n%", seconds);
  if (seconds < 3600) return say.minutes.replace("%n%", Math.floor(seconds / 60));
  return say.hours.replace("%n%", Math.floor(seconds / 3600));
}
