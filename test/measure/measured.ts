import type { SourceFile } from "../support/source-files.ts";

/** Where something was found. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly note: string;
}

/** What measures are taken of. */
export interface Checkout {
  readonly root: string;
  readonly sources: readonly SourceFile[];
  /** Every file that git knows or would add, by its path from the root. */
  readonly paths: readonly string[];
}

/** One row of the table: its figure, and the places behind it. */
export interface Measured {
  readonly figure: string;
  readonly places: readonly Place[];
}

/** How a row is taken. */
export interface Measure {
  /** Name for `--list`. */
  readonly name: string;
  readonly title: string;
  /** How it is recognised, in one line. */
  readonly rule: string;
  readonly take: (checkout: Checkout) => Measured;
}

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `12 places in 3 files`. */
export const placesInFiles = (places: readonly Place[], noun = "place"): string =>
  `${counted(places.length, noun)} in ${counted(new Set(places.map(({ path }) => path)).size, "file")}`;

/** By path, then by line. */
export const inOrder = (places: readonly Place[]): Place[] =>
  places.toSorted((one, other) => one.path.localeCompare(other.path) || one.line - other.line);
