import { dirname } from "node:path";
import type { SourceFile } from "../support/source-files.ts";
import { valueImportsOf } from "./cycles.ts";
import { counted, type Measure } from "./measured.ts";
import { linesIn } from "./sizes.ts";

/** Steps of a journey over HTTP, by the paths of the product's contract; `…` stands for what is filled in. */
const steps: Readonly<Record<string, RegExp>> = {
  invite: /^([A-Z]+ |….*)?\/v1\/invitations(\/batch)?$/,
  send: /^(…|.*\/v1\/invitations\/.*)\/(send|resend|renew|correct-address|cancel)$/,
  decide: /^decision$|\/decision(\?|$)/,
  "sign in": /\/portal\/sign-in/,
  portal: /\/portal\/(customers|relationships)/,
};

/** The steps that a file carries out: by path over HTTP, or by the commands that it imports and calls. */
export function stepsIn({ text }: SourceFile): string[] {
  const strings = [...text.matchAll(/"([^"\n]*)"|`([^`]*)`/g)].map(([, plain, template = ""]) =>
    (plain ?? template).replaceAll(/\$\{[^}]*\}/g, "…"),
  );
  const overHttp = Object.entries(steps).filter(([, path]) => strings.some((one) => path.test(one)));
  const imported = [...text.matchAll(/^import \{([^}]*)\} from "\.[^"]*\/shared\/[^"]*\bcommands(?:\/[^"]*|\.ts)";/gm)];
  const called = imported
    .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()))
    .filter((name) => name !== "" && new RegExp(String.raw`\b${name}\(`).test(text));
  return [...overHttp.map(([step]) => step), ...called.map((name) => `command ${name}`)];
}

/** Files with steps, together with those of their folder that they import, or that a third file there imports beside them. */
export function driversIn(all: readonly SourceFile[]): SourceFile[][] {
  const stepping = all.filter((file) => stepsIn(file).length > 0);
  const driverOf = new Map(stepping.map(({ path }) => [path, path]));
  for (const file of all) {
    const near = valueImportsOf(file).filter((path) => dirname(path) === dirname(file.path));
    const [first, ...others] = [file.path, ...near].flatMap((path) => driverOf.get(path) ?? []);
    for (const [path, driver] of driverOf) if (first && others.includes(driver)) driverOf.set(path, first);
  }
  const groups = Map.groupBy(stepping, ({ path }) => driverOf.get(path)).values();
  return [...groups].filter((group) => new Set(group.flatMap(stepsIn)).size > 1);
}

/** Drivers that carry out the same journey. */
export const drivers: Measure = {
  name: "drivers",
  title: "Drivers that carry out the same journey",
  rule: "files of the tests and the local stack, no tests themselves, that carry out 2 steps or more (invite, send, decide, sign in, portal by path; commands by import); those of one folder that import one another, or that one file there imports, are one driver",
  take: ({ sources }) => {
    const groups = driversIn(
      sources.filter(({ path }) => /^(test|infra\/local)\//.test(path) && !/\.test\.ts$/.test(path)),
    );
    const sum = groups.flat().reduce((all, file) => all + linesIn(file), 0);
    return {
      figure: `${counted(groups.length, "driver")} (${counted(groups.flat().length, "file")}, ${sum.toLocaleString("en-GB")} lines)`,
      places: groups.flatMap((group, at) =>
        group.map((file) => ({
          path: file.path,
          line: 1,
          note: `driver ${at + 1}: ${linesIn(file)} lines; ${stepsIn(file).join(", ")}`,
        })),
      ),
    };
  },
};
