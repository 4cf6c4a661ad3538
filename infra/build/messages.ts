import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Part, Text } from "../../shared/message.ts";

/** Files of translated texts: one language of one owner (docs/decisions/0027-texts.md). */
export const textsFile = /[\\/](?:\w+-)?texts[\\/][a-z]{2}\.json$/;

/** Texts as they are written and as they are compiled: messages under keys, as deep as their owner wants. */
export type Texts<Leaf> = Leaf | readonly Texts<Leaf>[] | { readonly [key: string]: Texts<Leaf> };

/** The texts of a file, compiled. Throws naming the file and the text that is no message. */
export const compiledTexts = (path: string): Texts<Text> =>
  compiled(JSON.parse(readFileSync(path, "utf8")) as Texts<string>, basename(path, ".json"), path);

function compiled(texts: Texts<string>, lang: string, path: string): Texts<Text> {
  if (typeof texts === "string") return compileMessage(texts, lang, path);
  if (Array.isArray(texts)) return texts.map((text: Texts<string>) => compiled(text, lang, path));
  return Object.fromEntries(Object.entries(texts).map(([key, inner]) => [key, compiled(inner, lang, path)]));
}

/** A message without values stays its text; any other becomes its parts. */
export function compileMessage(text: string, lang: string, path = "a test"): Text {
  try {
    const parts = partsOf(parse(text, { ignoreTag: true }), lang);
    return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : { parts };
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`"${text}" in ${path} is no message: ${why}`, { cause: fault });
  }
}

/** Text and values in turn, text first. */
function partsOf(elements: readonly MessageFormatElement[], lang: string, counted = ""): Part[] {
  const parts: Part[] = [];
  let text = "";
  for (const element of elements) {
    if (element.type === TYPE.literal) {
      text += element.value;
      continue;
    }
    const word = elidedWords[lang]?.exec(text);
    if (word && element.type === TYPE.argument)
      parts.push(text.slice(0, word.index), elision(word, element.value, lang));
    else parts.push(text, valueOf(element, lang, counted));
    text = "";
  }
  return text === "" && parts.length > 0 ? parts : [...parts, text];
}

/** Words that are elided before some values: d’Example, l’8 maggio (`elides` in shared/message.ts says before which). */
const elidedWords: Readonly<Record<string, RegExp>> = {
  fr: /(?<!\p{L})(d|qu|jusqu)e $/iu,
  it: /(?<!\p{L})(?:(i|a|da|de|ne|su)l|([ae])) $/iu,
};

function elision([whole, stem = "", vowel]: RegExpExecArray, name: string, lang: string): Part {
  if (vowel)
    return {
      by: name,
      elided: vowel.toLowerCase() as "a" | "e",
      cases: { elided: [`${vowel}d `, name], whole: [whole, name] },
    };
  const short = lang === "fr" ? stem : (articles[stem] ?? `${stem}ll`);
  return { by: name, elided: lang as "fr" | "it", cases: { elided: [`${short}’`, name], whole: [whole, name] } };
}

const articles: Readonly<Record<string, string>> = { i: "l", I: "L" };

function valueOf(element: MessageFormatElement, lang: string, counted: string): Part {
  switch (element.type) {
    case TYPE.argument:
      return element.value;
    case TYPE.pound:
      return counted;
    case TYPE.plural:
      if (element.offset !== 0 || element.pluralType !== "cardinal") break;
      return { by: element.value, plural: lang, cases: casesOf(element.options, lang, element.value) };
    case TYPE.select:
      return { by: element.value, cases: casesOf(element.options, lang, counted) };
  }
  throw new Error("only {name}, plural and select are compiled; dates, numbers and lists come in words");
}

const casesOf = (
  options: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
  lang: string,
  counted: string,
): Record<string, Part[]> =>
  Object.fromEntries(Object.entries(options).map(([key, { value }]) => [key, partsOf(value, lang, counted)]));

/** The names of the values that a compiled message wants. */
export const namesIn = (message: Text): string[] =>
  typeof message === "string" ? [] : [...new Set(namesOf(message.parts))].toSorted();

const namesOf = (parts: readonly Part[]): string[] =>
  parts.flatMap((part, index) => {
    if (typeof part === "string") return index % 2 === 0 ? [] : [part];
    return [part.by, ...Object.values(part.cases).flatMap(namesOf)];
  });
