import type { Locale } from "./policy/locales.ts";
import { madeOnce } from "./policy/made-once.ts";

/** Text and values in turn, text first; a value is named, or chosen among cases by another. */
export type Part = string | Choice;

interface Choice {
  readonly by: string;
  /** The language whose rules choose by number; without one, the case has the value's own name. */
  readonly plural?: string;
  /** The rule by which the word before the value changes with how the value begins. */
  readonly elided?: keyof typeof elides;
  readonly cases: Readonly<Record<string, readonly Part[]>>;
}

/** A text with values in it, as the build compiles it (docs/decisions/0027-texts.md). It wants the values of these names. */
export interface Message<Name extends string> {
  readonly parts: readonly Part[];
  readonly names?: Name;
}

/** What may stand where a text stands, with values or without. */
export type Text = string | Message<string>;

type Values<Name extends string> = Readonly<Record<Name, string | number>>;

/** How a value begins before which a word is elided, or gets a letter more: d’Example, l’8 maggio, ad Alpine, ed Example. */
const elides = { fr: /^[aeiouà-æè-ïò-öù-üœ]/i, it: /^(8|11)\b/, a: /^a/i, e: /^e/i };

const rules = /* @__PURE__ */ madeOnce((locale) => new Intl.PluralRules(locale));

/** Puts values into a message. Throws for one that is missing, so that nobody reads a gap. */
export const say = <Name extends string>(message: string | Message<Name>, values: Values<NoInfer<Name>>): string =>
  typeof message === "string" ? message : put(message.parts, values);

const put = (parts: readonly Part[], values: Values<string>): string =>
  parts
    .map((part, index) => {
      if (typeof part === "string") return index % 2 === 0 ? part : valueOf(part, values);
      const { by, plural, elided, cases } = part;
      const value = valueOf(by, values);
      if (elided !== undefined) return put(cases[elides[elided].test(value) ? "elided" : "whole"] ?? [], values);
      const named = plural === undefined ? value : rules(plural as Locale).select(Number(value));
      return put(cases[`=${value}`] ?? cases[named] ?? cases["other"] ?? [], values);
    })
    .join("");

const valueOf = (name: string, values: Values<string>): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`There is no value for {${name}}.`);
  return String(value);
};
