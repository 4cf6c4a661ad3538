import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A source file of the project: its path from the project's root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, "../..");

/** Parses a source file; parents are set. */
export const syntaxOf = ({ path, text }: SourceFile): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** Every file that the project is written in, but the declarations of modules that are no code. */
export const readSources = (): SourceFile[] =>
  globSync("{functions,infra,shared,test}/**/*.{ts,js,mts,mjs}", {
    cwd: root,
    exclude: (path) => path.includes("node_modules"),
  })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.endsWith(".d.ts"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** A node and everything below it, without tokens. */
export function within(node: ts.Node): ts.Node[] {
  const found = [node];
  ts.forEachChild(node, (child) => {
    found.push(...within(child));
  });
  return found;
}

/** The name of a module as a file writes it: project files by their path from the root, packages by their name. */
export const resolved = (path: string, name: string): string =>
  name.startsWith(".") ? join(dirname(path), name).replaceAll("\\", "/") : name;

/**
 * What a file imports: project files by their path from the root, packages by their name.
 * Imports of types and of effects, re-exports, dynamic imports and import types all count.
 */
export const importsOf = ({ path, text }: SourceFile): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => resolved(path, fileName));
