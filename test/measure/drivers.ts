import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, type Measure, type Place } from "./measured.ts";
import { fixedText, importedIn, within } from "./syntax.ts";
import { valueImportsOf } from "./cycles.ts";
import { linesIn } from "./sizes.ts";

/** What a journey is made of, over HTTP: the paths are the product's contract. `…` stands for what is filled in. */
const steps: Readonly<Record<string, RegExp>> = {
  invite: /^([A-Z]+ |….*)?\/v1\/invitations(\/batch)?$/,
  send: /^(…|.*\/v1\/invitations\/.*)\/(send|resend|renew|correct-address|cancel)$/,
  decide: /^decision$|\/decision(\?|$)/,
  "sign in": /\/portal\/sign-in/,
  portal: /\/portal\/(customers|relationships)/,
};

/** The steps that a file carries out: by path over HTTP, or by the commands that it imports. */
export function stepsIn(file: SourceFile): string[] {
  const texts = within(file.syntax).flatMap((node) => fixedText(node) ?? []);
  const overHttp = Object.entries(steps).flatMap(([step, path]) =>
    texts.some((text) => path.test(text)) ? [step] : [],
  );
  const called = new Set(
    within(file.syntax).flatMap((node) =>
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? [node.expression.text] : [],
    ),
  );
  const inProcess = [...importedIn(file)].flatMap(([name, from]) =>
    /\bcommands(\/|\.ts#)/.test(from) && called.has(name) ? [`command ${name}`] : [],
  );
  return [...overHttp, ...inProcess];
}

/** From so many different steps on, files are a driver. */
const fewest = 2;

const folderOf = ({ path }: SourceFile): string => path.slice(0, path.lastIndexOf("/"));

/** Pairs of files with steps of which one imports the other, or that a third file of their folder imports side by side. */
function pairsOf(all: readonly SourceFile[], stepping: ReadonlyMap<string, SourceFile>): [string, string][] {
  return all.flatMap((file) => {
    const own = valueImportsOf(file).filter((path) => path.startsWith(`${folderOf(file)}/`));
    const chain = [file.path, ...own].filter((path) => stepping.has(path));
    return chain.slice(1).map((path, at): [string, string] => [chain[at]!, path]);
  });
}

/** Files with steps, together with those of their folder that they belong to. */
export function driversIn(all: readonly SourceFile[]): SourceFile[][] {
  const stepping = new Map(all.filter((file) => stepsIn(file).length > 0).map((file) => [file.path, file]));
  const groupOf = new Map([...stepping].map(([path, file]) => [path, new Set([file])]));
  for (const [one, other] of pairsOf(all, stepping)) {
    const [mine, theirs] = [groupOf.get(one), groupOf.get(other)];
    if (mine === undefined || theirs === undefined || mine === theirs) continue;
    for (const file of theirs) {
      mine.add(file);
      groupOf.set(file.path, mine);
    }
  }
  return [...new Set(groupOf.values())]
    .map((group) => [...group])
    .filter((group) => new Set(group.flatMap(stepsIn)).size >= fewest);
}

/** Drivers that tell the same journey. */
export const drivers: Measure = {
  name: "drivers",
  title: "Drivers that tell the same journey",
  rule: `files of the tests and the local stack, no tests themselves, that carry out ${fewest} steps or more (invite, send, decide, sign in, portal by path; commands by import); those of one folder that import one another, or that one file there imports, are one driver`,
  take: ({ sources }) => {
    const groups = driversIn(
      sources.filter(({ path }) => /^(test|infra\/local)\//.test(path) && !/\.test\.ts$/.test(path)),
    );
    const sum = groups.flat().reduce((all, file) => all + linesIn(file), 0);
    return {
      figure: `${counted(groups.length, "driver")} (${counted(groups.flat().length, "file")}, ${sum.toLocaleString("en-GB")} lines)`,
      places: groups.flatMap((group, at) =>
        group.map((file): Place => ({
          ...{ path: file.path, line: 1 },
          note: `driver ${at + 1}: ${linesIn(file)} lines; ${stepsIn(file).join(", ")}`,
        })),
      ),
    };
  },
};
