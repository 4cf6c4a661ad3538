interface Row {
  readonly action: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly string[];
}

/** A lifecycle table as the lines of a Mermaid state diagram: one arrow per row and status, an end where none leaves. */
export function lifecycleDiagram(lifecycle: readonly Row[], statuses: readonly string[]): string[] {
  const arrows = lifecycle.flatMap(({ action, from, to, by }) => {
    const label = `${action} (${by.join(", ")})`;
    const starts: readonly string[] = from.length === 0 ? ["[*]"] : from;
    return starts.map((start) => `    ${start} --> ${to === "same" ? start : to}: ${label}`);
  });
  const left: ReadonlySet<string> = new Set(lifecycle.flatMap(({ from, to }) => (to === "same" ? [] : from)));
  const ends = statuses.filter((status) => !left.has(status)).map((status) => `    ${status} --> [*]`);
  return ["stateDiagram-v2", ...arrows, ...ends];
}
