import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, type Measure, type Place } from "./measured.ts";
import { declaredIn, fixedText, importedIn, isProduct, placeOf, within } from "./syntax.ts";

/** From so many functions on, a file that names them says something of each. */
const several = 3;

/** The functions: folders under `functions/` with an entry. */
export const functionsOf = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path }) => /^functions\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? []);

/** Where a file names functions, as text or as a key; its own folder's name is not meant. */
export const namedIn = (file: SourceFile, names: readonly string[]): { name: string; node: ts.Node }[] =>
  within(file.syntax).flatMap((node) => {
    const text = fixedText(node);
    const isModule =
      node.parent !== undefined && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent));
    return text !== null && names.includes(text) && !isModule ? [{ name: text, node }] : [];
  });

/** Whether a file only collects the manifests of the functions that it names. */
export const isListOfManifests = ({ syntax }: SourceFile): boolean =>
  syntax.statements.filter(
    (statement) => ts.isImportDeclaration(statement) && /\/manifest\.ts"$/.test(statement.moduleSpecifier.getText()),
  ).length >= several;

/** Where a function's own files say which environment they need: a call, with names in it, of what reads `process.env`. */
export function environmentsIn(files: readonly SourceFile[]): { file: SourceFile; node: ts.Node }[] {
  const readers = new Set(
    [...declaredIn(files)].flatMap(([key, { node }]) => (/\bprocess\.env\b/.test(node.getText()) ? [key] : [])),
  );
  return files
    .filter(({ path }) => path.startsWith("functions/"))
    .flatMap((file) => {
      const imported = importedIn(file);
      return within(file.syntax).flatMap((node) =>
        ts.isCallExpression(node) &&
        ts.isIdentifier(node.expression) &&
        readers.has(imported.get(node.expression.text) ?? "") &&
        node.arguments.some(ts.isStringLiteral)
          ? [{ file, node }]
          : [],
      );
    });
}

/** Where the stack gives a function a right or a setting. */
const gives = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  /^(grant[A-Z]\w*|grant|addToRolePolicy|addEnvironment|addEventSource|configure|allow[A-Z]\w*)$/.test(
    node.expression.name.text,
  );

/** Places that state what a function needs. */
export const needs: Measure = {
  name: "needs",
  title: "Places that state what a function needs",
  rule: `product files outside a function's folder that name ${several} functions or more, but for the list that imports their manifests, and the functions' own calls, by name, of what reads the environment; constructs that grant or configure are listed beside them`,
  take: ({ sources }) => {
    const product = sources.filter(isProduct);
    const names = functionsOf(product);
    const statements = product
      .filter((file) => !file.path.startsWith("functions/") && !isListOfManifests(file))
      .flatMap((file) => {
        const named = namedIn(file, names);
        const different = new Set(named.map(({ name }) => name)).size;
        const [first] = named;
        if (first === undefined || different < several) return [];
        return [placeOf(file, first.node, `names ${different} of ${names.length} functions, ${named.length} times`)];
      });
    const manifests = product.filter(({ path }) => /^functions\/[^/]+\/manifest\.ts$/.test(path));
    const environments = environmentsIn(product).map(({ file, node }): Place => placeOf(file, node, "environment"));
    const grants = product
      .filter(({ path }) => path.startsWith("infra/") && !statements.some((place) => place.path === path))
      .flatMap((file) => {
        const calls = within(file.syntax).filter(gives);
        const [first] = calls;
        return first === undefined
          ? []
          : [placeOf(file, first, `construct: grants or configures ${calls.length} times`)];
      });
    const kinds = statements.length + (environments.length > 0 ? 1 : 0) + (manifests.length > 0 ? 1 : 0);
    return {
      figure: `${counted(kinds, "place")} (${counted(statements.length, "file")} of many functions, ${environments.length} own calls, ${counted(manifests.length, "manifest")}); ${counted(grants.length, "construct")} beside them`,
      places: [
        ...statements,
        ...environments,
        ...manifests.map((file) => placeOf(file, file.syntax, "manifest")),
        ...grants,
      ],
    };
  },
};
