// Days on which money moves. A day is its midnight in UTC, in milliseconds since 1970.

export const dayMs = 86_400_000;

function isWorkday(midnight: number): boolean {
  // The first day of 1970 was a Thursday.
  const weekday = (midnight / dayMs + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Whether what is due on a day of the month moves on this one: the first working day from then on. */
export function isDayOfMonth(midnight: number, date: number, dayOfMonth: number): boolean {
  if (date < dayOfMonth || date > dayOfMonth + 2 || !isWorkday(midnight)) return false;
  let wanted = midnight - (date - dayOfMonth) * dayMs;
  while (!isWorkday(wanted)) wanted += dayMs;
  return wanted === midnight;
}

/** The last working day up to the 24th. */
export function isSalaryDay(midnight: number, date: number): boolean {
  if (date < 22 || date > 24) return false;
  let wanted = midnight + (24 - date) * dayMs;
  while (!isWorkday(wanted)) wanted -= dayMs;
  return wanted === midnight;
}

/** The first working day after the salary. */
export function isSavingDay(midnight: number, date: number): boolean {
  if (date < 23 || date > 27 || !isWorkday(midnight)) return false;
  let [before, earlier] = [midnight - dayMs, date - 1];
  while (!isWorkday(before)) {
    before -= dayMs;
    earlier -= 1;
  }
  return isSalaryDay(before, earlier);
}
