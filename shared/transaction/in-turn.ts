/**
 * Works on `items` with at most `slots` at a time, and answers in their order. Those that share a mark are worked on one
 * after the other, the earlier first.
 */
export async function inTurn<Item, Outcome>(
  items: readonly Item[],
  slots: number,
  marksOf: (item: Item) => readonly string[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const newest = new Map<string, Promise<Outcome>>();
  const left = items.entries();
  // All slots share one iterator, so an item that another waits for has already started.
  const slot = async (): Promise<void> => {
    for (const [at, item] of left) {
      const marks = marksOf(item);
      const turn = Promise.allSettled(marks.flatMap((mark) => newest.get(mark) ?? []));
      const outcome = turn.then(() => work(item));
      for (const mark of marks) newest.set(mark, outcome);
      outcomes[at] = await outcome;
    }
  };
  await Promise.all(Array.from({ length: slots }, slot));
  return outcomes;
}
