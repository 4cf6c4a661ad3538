import type { SourceFile } from "../support/source-files.ts";

/** Where something was found. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly note: string;
}

/** What measures are taken of. */
export interface Checkout {
  readonly sources: readonly SourceFile[];
  /** Every file that git knows or would add, by its path from the root. */
  readonly paths: readonly string[];
}

/** One row of the table. */
export interface Measure {
  /** Name for `--list`. */
  readonly name: string;
  readonly title: string;
  /** How it is recognised, in one line. */
  readonly rule: string;
  readonly take: (checkout: Checkout) => { readonly figure: string; readonly places: readonly Place[] };
}

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `12 places in 3 files`. */
export const placesInFiles = (places: readonly Place[]): string =>
  `${counted(places.length, "place")} in ${counted(new Set(places.map(({ path }) => path)).size, "file")}`;

/** Whether a file is part of what is deployed, and not of the local stack or the tests. */
export const isProduct = ({ path }: Pick<SourceFile, "path">): boolean =>
  /^(functions|shared|infra)\/(?!local\/)/.test(path);

/** Every place of a file that a pattern finds; without a note, with the text that was found. */
export const matchesIn = ({ path, text }: SourceFile, pattern: RegExp, note = ""): Place[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    path,
    line: text.slice(0, index).split("\n").length,
    note: note || found.replaceAll(/\s+/g, " ").slice(0, 70),
  }));
