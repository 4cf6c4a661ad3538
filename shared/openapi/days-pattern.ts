/** The pattern of a duration `PnD` of `min` to `max` days: JSON Schema has no bounds for a number in a text. */
export const daysPattern = (min: number, max: number): string =>
  `^P(${spans(min, max)
    .map(([from, to]) => digits(from, to))
    .join("|")})D$`;

/** The range in spans, in each of which every digit runs through a range of its own. */
function spans(min: number, max: number): [from: number, to: number][] {
  const ends = new Set([max]);
  for (let ten = 10; ; ten *= 10) {
    const end = min - (min % ten) + ten - 1;
    if (end > max) break;
    ends.add(end);
  }
  for (let ten = 10; ; ten *= 10) {
    const end = max + 1 - ((max + 1) % ten) - 1;
    if (end <= min) break;
    ends.add(end);
  }
  let from = min;
  return [...ends]
    .toSorted((one, other) => one - other)
    .map((to) => {
      const span: [number, number] = [from, to];
      from = to + 1;
      return span;
    });
}

function digits(from: number, to: number): string {
  const ends = String(to);
  return [...String(from)].map((digit, at) => (digit === ends[at] ? digit : `[${digit}-${ends[at]}]`)).join("");
}
