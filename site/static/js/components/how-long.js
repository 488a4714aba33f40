// Minutes and seconds; from an hour on hours too, from a day on days: nobody counts 119 hours.
export function howLong(seconds, words) {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const clock = (...parts) => parts.map((part) => String(part).padStart(2, "0")).join(":");
  if (days > 0) return words.replace("%n%", days).replace("%time%", clock(hours, minutes));
  return hours > 0 ? clock(hours, minutes, seconds % 60) : clock(minutes, seconds % 60);
}
