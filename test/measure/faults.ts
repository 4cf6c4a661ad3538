import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import type { Measure } from "./measured.ts";
import { placeOf, within } from "./syntax.ts";

/** Where test code reads which share of something is played. */
export const shareVariablesIn = ({ syntax }: SourceFile): { readonly name: string; readonly node: ts.Node }[] =>
  within(syntax).flatMap((node) => {
    if (!ts.isElementAccessExpression(node) || node.expression.getText() !== "process.env") return [];
    const { argumentExpression: name } = node;
    return ts.isStringLiteral(name) && /SHARE/.test(name.text) ? [{ name: name.text, node }] : [];
  });

/** What a script of CI sets a variable to; null where it leaves it alone. */
export const setIn = (script: string, name: string): string | null =>
  new RegExp(`^\\s*(?:export )?${name}=(.+)$`, "m").exec(script)?.[1] ?? null;

/** Which of the faults CI plays. */
export const faults: Measure = {
  name: "faults",
  title: "Faults that CI plays",
  rule: "what .ci/run sets the variable to by which the tests of test/resilience choose their share; all of them where there is none",
  take: ({ root, sources }) => {
    const script = readFileSync(join(root, ".ci/run"), "utf8");
    const found = sources
      .filter(({ path }) => path.startsWith("test/resilience/"))
      .flatMap((file) => shareVariablesIn(file).map(({ name, node }) => ({ name, place: placeOf(file, node, name) })));
    const shares = found.flatMap(({ name }) => setIn(script, name) ?? []);
    const chosen = shares.map(
      (share) => `1/${/\/(\d+)"?$/.exec(share)?.[1] ?? "?"}${/git /.test(share) ? ", chosen by commit hash" : ""}`,
    );
    return { figure: chosen.length === 0 ? "all of them" : chosen.join("; "), places: found.map(({ place }) => place) };
  },
};
