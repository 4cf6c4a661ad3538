/** Letters to add, leave out or change until one word is the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [index, other] of [...to].entries()) {
      const changed = row[index]! + (letter === other ? 0 : 1);
      next.push(Math.min(changed, row[index + 1]! + 1, next[index]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** The known name that somebody most likely meant: by its last part first, for a key is often only in the wrong place. */
export const nearest = (name: string, known: readonly string[]): string => {
  const far = (candidate: string): number =>
    distance(lastOf(name), lastOf(candidate)) + distance(name, candidate) / 1_000;
  return known.reduce((best, candidate) => (far(candidate) < far(best) ? candidate : best));
};
