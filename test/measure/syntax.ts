import { dirname, join } from "node:path";
import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import type { Place } from "./measured.ts";

const collected = new WeakMap<ts.Node, readonly ts.Node[]>();

/** A node and everything below it, without tokens. */
export function within(node: ts.Node): readonly ts.Node[] {
  const known = collected.get(node);
  if (known !== undefined) return known;
  const found: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  collected.set(node, found);
  return found;
}

/** Where a node begins. */
export const placeOf = ({ path, syntax }: SourceFile, node: ts.Node, note = ""): Place => ({
  path,
  line: syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1,
  note,
});

/** Whether a file is part of what is deployed, and not of the local stack or the tests. */
export const isProduct = ({ path }: SourceFile): boolean => /^(functions|shared|infra)\/(?!local\/)/.test(path);

/** The last name of an expression: `table` of `dependencies.table`. */
export const lastNameOf = (node: ts.Expression): string =>
  ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : "";

/** The text of a string, or all fixed text of a template; null for other nodes. */
export function fixedText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

/** A function, class or value with functions in it that a file declares at its top. */
export interface Declared {
  readonly file: SourceFile;
  readonly name: string;
  readonly node: ts.Node;
  /** Those of its own file and of others that it calls by name, as `path#name`. */
  readonly calls: ReadonlySet<string>;
}

/** What a file imports by name: the name here, and where it comes from as `path#name`. Packages are left out. */
export function importedIn({ path, syntax }: SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const statement of syntax.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (!from.startsWith(".") || bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const module = join(dirname(path), from).replaceAll("\\", "/");
    for (const { name, propertyName } of bindings.elements)
      found.set(name.text, `${module}#${(propertyName ?? name).text}`);
  }
  return found;
}

/** Whether a node is a function with a body of its own. */
export const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isMethodDeclaration(node);

const hasFunction = (node: ts.Node): boolean =>
  within(node).some((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one));

function declarationsIn({ syntax }: SourceFile): { readonly name: string; readonly node: ts.Node }[] {
  return syntax.statements.flatMap((statement): { readonly name: string; readonly node: ts.Node }[] => {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return statement.name ? [{ name: statement.name.text, node: statement }] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((node) =>
      ts.isIdentifier(node.name) && hasFunction(node) ? [{ name: node.name.text, node }] : [],
    );
  });
}

/** What files declare at their top, by `path#name`. */
export function declaredIn(files: readonly SourceFile[]): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  for (const file of files) {
    const imported = importedIn(file);
    const own = declarationsIn(file);
    const ownNames = new Set(own.map(({ name }) => name));
    for (const { name, node } of own) {
      const calls = within(node).flatMap((one) => {
        if (!ts.isCallExpression(one) || !ts.isIdentifier(one.expression)) return [];
        const called = one.expression.text;
        return imported.get(called) ?? (ownNames.has(called) ? `${file.path}#${called}` : []);
      });
      found.set(`${file.path}#${name}`, { file, name, node, calls: new Set(calls) });
    }
  }
  return found;
}
