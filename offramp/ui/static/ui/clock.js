// Promise clocks go on while a page stays open: "in 40 min", then "2 min late". Days are left to the next page.
const words = document.querySelector('meta[name="clock-words"]')?.dataset;
const MINUTE = 60000;

function read(due) {
  const left = due - Date.now();
  if (left >= 60 * MINUTE) return null;
  if (Math.abs(left) < MINUTE) return ["soon", words.now, 0];
  if (left >= 0) return ["soon", words.soon, Math.floor(left / MINUTE)];
  const late = Math.floor(-left / MINUTE);
  if (late >= 24 * 60) return null;
  return late >= 60 ? ["late", words.lateHours, Math.floor(late / 60)] : ["late", words.lateMinutes, late];
}

function tick() {
  for (const clock of document.querySelectorAll("time[data-clock]")) {
    if (!clock.dateTime.includes("T")) continue;
    const now = read(Date.parse(clock.dateTime));
    if (!now) continue;
    clock.classList.remove("soon", "late");
    clock.classList.add(now[0]);
    const said = now[1].replace("%n", now[2]);
    if (clock.textContent !== said) clock.textContent = said;
  }
}

if (words) setInterval(tick, 20000);
