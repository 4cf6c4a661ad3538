/** Something that is to hold, with what was found. */
export interface Bar {
  readonly what: string;
  readonly is: number;
  readonly most?: number;
  readonly least?: number;
}

/** What one topic found: a table for people, the bars, and all figures for `bench.json`. */
export interface Report {
  readonly title: string;
  /** What was measured and how, in a sentence or two. */
  readonly intro: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly bars: readonly Bar[];
  readonly figures: unknown;
}

/** Whether a bar holds. */
export const holds = ({ is, most = Infinity, least = -Infinity }: Bar): boolean => is <= most && is >= least;

/** A bar in words: `create p50 1.31 (≤ 1.25)`. */
const barText = ({ what, is, most, least }: Bar): string =>
  `${what} ${is.toFixed(2)} (${most === undefined ? `≥ ${least}` : `≤ ${most}`})`;

/** A report as lines of Markdown. */
export function linesOf({ title, intro, columns, rows, bars }: Report): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const missed = bars.filter((bar) => !holds(bar)).map(barText);
  return [
    `**${title}.** ${intro}`,
    "",
    ...[columns, columns.map(() => "---"), ...rows].map(row),
    ...(missed.length > 0 ? ["", `Missed: ${missed.join("; ")}.`] : []),
  ];
}
