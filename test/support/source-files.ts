import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A source file of the project: its path from the project's root, with `/`, and its syntax. */
export interface SourceFile {
  readonly path: string;
  readonly syntax: ts.SourceFile;
}

const root = join(import.meta.dirname, "../..");

/** Reads source from a text. */
export const sourceOf = (path: string, text: string): SourceFile => ({
  path,
  syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
});

/** Every file that the project is written in, but the declarations of modules that are no code. */
export const readSources = (): SourceFile[] =>
  globSync("{functions,infra,shared,test}/**/*.{ts,js,mts,mjs}", {
    cwd: root,
    exclude: (path) => path.includes("node_modules"),
  })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.endsWith(".d.ts"))
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(root, path), "utf8")));

/** All syntax of a file. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/**
 * What a file imports: project files by their path from the root, packages by their name.
 * Imports of types and of effects, re-exports, dynamic imports and import types all count.
 */
export function importsOf({ path, syntax }: SourceFile): string[] {
  const specifiers = [...nodesOf(syntax)].flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier === null ? [] : [specifier];
  });
  return specifiers.map((name) => (name.startsWith(".") ? join(dirname(path), name).replaceAll("\\", "/") : name));
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : null;
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
    return textOf(node.moduleReference.expression);
  const isCall =
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require");
  return isCall ? textOf(node.arguments[0]) : null;
}

const textOf = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
