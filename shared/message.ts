/** Text and values in turn, text first; a value is named, or chosen among cases by another. */
export type Part = string | Choice;

interface Choice {
  readonly by: string;
  /** The language whose rules choose by number; without one, the case has the value's own name. */
  readonly plural?: string;
  readonly cases: Readonly<Record<string, readonly Part[]>>;
}

/** A text with values in it, as the build compiles it (docs/decisions/0027-texts.md). It wants the values of these names. */
export interface Message<Name extends string> {
  readonly parts: readonly Part[];
  readonly names?: Name;
}

/** What may stand where a text stands, with values or without. */
export type Text = string | Message<string>;
