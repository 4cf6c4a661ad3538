import { basename } from "node:path";
import { textsFile } from "../../infra/build/messages.ts";
import type { SourceFile } from "../support/source-files.ts";
import { counted, isProduct, matchesIn, placesInFiles, type Measure, type Place } from "./measured.ts";

const productOf = (sources: readonly SourceFile[]): SourceFile[] => sources.filter(isProduct);

const reads = /\b(?:table|reads)\.read\(/gi;
const destructured = /\b(?:const|let) (?:\[|\{[^=;]*: \[)[^=;]*= (?!await Promise)[^;]*?\b(?:table|reads)\.read\(/gi;
const nested = /\b(?:const|let) \[[^=;{}]*\[[^=;]*= await Promise\.all\([^;]*?\b(?:table|reads)\.read\(/gi;
const indexed = /\b(?:table|reads)\.read\([^;]*?\)\)(?:\[|\.(?:at|slice)\()/gi;
const named = /\b(?:const|let) (\w+) = await [\w.]*\b(?:table|reads)\.read\(/gi;

/** Where a file takes what a batch read answered by position: at once, or later in the function under the answer's name. */
export function positionsIn(file: SourceFile): Place[] {
  const later = [...file.text.matchAll(named)].flatMap(({ 1: name, index }) => {
    const rest = file.text.slice(index).split("\n}\n")[0] ?? "";
    const isTaken = new RegExp(String.raw`\b${name}(?:\[|\.(?:at|slice)\()|\] = ${name};`).test(rest);
    const line = file.text.slice(0, index).split("\n").length;
    return isTaken ? [{ path: file.path, line, note: `${name} is indexed` }] : [];
  });
  return [...[destructured, nested, indexed].flatMap((pattern) => matchesIn(file, pattern)), ...later];
}

const positions: Measure = {
  name: "positions",
  title: "Results of a batch read taken by position",
  rule: "a `table.read` whose answer is destructured as an array, indexed or sliced, at once or under its name in the same function",
  take: ({ sources }) => {
    const product = productOf(sources);
    const places = product.flatMap(positionsIn);
    const all = product.flatMap((file) => matchesIn(file, reads));
    return { figure: `${placesInFiles(places)}; of ${counted(all.length, "batch read")}`, places };
  },
};

/** Every state that some type or schema of these files holds a `status` to. */
export const statesIn = (files: readonly SourceFile[]): string[] => [
  ...new Set(
    files.flatMap(({ text }) =>
      [...text.matchAll(/\bstatus: z\.literal\("([\w-]+)"|\breadonly status: "([\w-]+)";?\s*\}/g)].map(
        ([, schema, type]) => schema ?? type ?? "",
      ),
    ),
  ),
];

/** Casts to a type that is named as one of the states, or that is picked by one. */
export function castsIn(file: SourceFile, states: readonly string[]): Place[] {
  const types = states.map((state) => state.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const cast = String.raw`\bas (?:\w+ \| )*(?:\b(?:${types.join("|")})\b|\w+<[^>;]*"(?:${states.join("|")})")`;
  return matchesIn(file, new RegExp(cast, "g"));
}

const casts: Measure = {
  name: "casts",
  title: "Casts to a state after a lifecycle guard",
  rule: '`as` with a type named as, or picked by, a state that some `status` is held to (`status: "pending"`, `z.literal("pending")`)',
  take: ({ sources }) => {
    const product = productOf(sources);
    const states = statesIn(product.filter(({ path }) => path.startsWith("shared/")));
    const places = product.flatMap((file) => castsIn(file, states));
    return { figure: `${placesInFiles(places)}; ${states.length} states known`, places };
  },
};

/** Whether a file asks for the earlier answer to a claim and writes the table, both in its own words. */
export const isFrame = ({ text }: SourceFile): boolean =>
  /\bawait loadWithRecord\(|\bclaim\.load\(/.test(text) && /\btable\.(?:put|transact|update)\(|\bcommit\(/i.test(text);

const loops: Measure = {
  name: "loops",
  title: "Copies of “load, earlier answer, decide, save”",
  rule: "files that ask for the earlier answer to a claim (`claim.load`, `loadWithRecord`) and write the table; beside them, others that catch `Superseded` to repeat a round",
  take: ({ sources }) => {
    const product = productOf(sources);
    const frames = product.filter(isFrame).map(({ path }) => ({ path, line: 1, note: "copy" }));
    const retries = product
      .filter((file) => !isFrame(file))
      .flatMap((file) =>
        matchesIn(file, /\b(?:for|while) \([^]*?\btry \{[^]*?instanceof Superseded/g, "retried round"),
      );
    const copies = `${frames.length} ${frames.length === 1 ? "copy" : "copies"}`;
    return { figure: `${copies}; ${retries.length} more with a retried round`, places: [...frames, ...retries] };
  },
};

const kit = {
  "form parsing": /\.trim\(\)[^;]*\.toWellFormed\(\)|code: "field-unknown"|new URLSearchParams\([^)]*\bbody\b/g,
  "text field": /<label[^;]*?<input[^>]*\btype="(?:text|email)"/g,
  "error summary": /class="error-summary"/g,
  frame: /html`\s*<!doctype html>/gi,
  "reader's language": /\["accept-language"\]/g,
  "problem page": /: Problem\b[^]*?\bhtml`/g,
};

/** Where a file makes each part of pages and forms. */
export const kitIn = (file: SourceFile): Place[] =>
  Object.entries(kit).flatMap(([part, pattern]) => matchesIn(file, pattern, part));

const pages: Measure = {
  name: "pages",
  title: "Copies of what pages and forms are made with",
  rule: 'by files: form parsing cleans typed text (`.trim()…toWellFormed()`), refuses a field as "field-unknown", or reads a body with URLSearchParams; text field has `<label>` and `<input type="text">`; error summary its class; frame `<!doctype html>`; language reads "accept-language"; problem page draws a `Problem`',
  take: ({ sources }) => {
    const places = productOf(sources).flatMap(kitIn);
    const filesOf = (part: string) => new Set(places.filter(({ note }) => note === part).map(({ path }) => path)).size;
    return {
      figure: Object.keys(kit)
        .map((part) => `${part} ${filesOf(part)}`)
        .join(", "),
      places,
    };
  },
};

/** Files outside the functions' folders that name three functions or more; the list of manifests is not counted. */
export const needsIn = (files: readonly SourceFile[]): Place[] => {
  const names = files.flatMap(({ path }) => /^functions\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? []);
  return files.flatMap(({ path, text }) => {
    const known = names.filter((name) => text.includes(`"${name}"`));
    const isList = (text.match(/\/manifest\.ts";/g)?.length ?? 0) >= 3;
    if (path.startsWith("functions/") || isList || known.length < 3) return [];
    return [{ path, line: 1, note: `names ${known.length} of ${names.length} functions` }];
  });
};

const needs: Measure = {
  name: "needs",
  title: "Places that state what a function needs",
  rule: "the manifests together, and each product file outside a function's folder that names three functions or more, but for the list of manifests; constructs that grant or configure are listed beside them",
  take: ({ sources }) => {
    const product = productOf(sources);
    const statements = needsIn(product);
    const manifests = product.filter(({ path }) => /^functions\/[^/]+\/manifest\.ts$/.test(path));
    const gives = /\.(?:grant\w*|addToRolePolicy|addEnvironment|addEventSource|configure|allow[A-Z]\w*)\(/;
    const constructs = product.filter(({ path, text }) => path.startsWith("infra/") && gives.test(text));
    return {
      figure: `${counted(statements.length + Math.min(manifests.length, 1), "place")} (${counted(statements.length, "file")} of many functions, ${counted(manifests.length, "manifest")}); ${counted(constructs.length, "construct")} beside them`,
      places: [
        ...statements,
        ...manifests.map(({ path }) => ({ path, line: 1, note: "manifest" })),
        ...constructs.map(({ path }) => ({ path, line: 1, note: "construct" })),
      ],
    };
  },
};

const languages = ["en", "it", "de", "fr", "es"];
const isOfLanguage = (path: string): boolean => /(?:^|[.-])(?:en|it|de|fr|es)\.(?:ts|json)$/.test(basename(path));

/** The form of translated text that a file of the product has; null where it has none. */
export function formOf(path: string, text: string): string | null {
  if (textsFile.test(`/${path}`)) return "JSON per language, ICU messages compiled by the build";
  if (isOfLanguage(path)) return `${path.endsWith(".json") ? "JSON" : "TypeScript"} per language`;
  const keyed = languages.filter((name) =>
    new RegExp(String.raw`\b${name}"?: (?:["\x60]|\([^)]*\) => ["\x60])[^"\x60]*\p{L}{2}`, "u").test(text),
  );
  return keyed.length >= 3 ? "by language in code" : null;
}

const texts: Measure = {
  name: "texts",
  title: "Forms of translated text",
  rule: "JSON or TypeScript named by a language, or words under three languages or more; messages that the build compiles are one form, whatever they contain",
  take: ({ sources, paths }) => {
    const json = paths.filter((path) => /^(functions|shared|infra)\/(?!local\/).*\.json$/.test(path));
    const files = [...json.map((path) => ({ path, text: "" })), ...productOf(sources)];
    const places = files.flatMap(({ path, text }) => {
      const form = formOf(path, text);
      return form === null ? [] : [{ path, line: 1, note: form }];
    });
    const forms = [...Map.groupBy(places, ({ note }) => note)].map(([form, of]) => `${form}: ${of.length}`);
    return { figure: `${counted(forms.length, "form")} (${forms.join("; ")})`, places };
  },
};

/** What is found by the words of the code alone. */
export const patterns: readonly Measure[] = [loops, positions, casts, pages, needs, texts];
