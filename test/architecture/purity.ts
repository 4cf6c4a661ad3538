import ts from "typescript";
import { syntaxOf, within, type SourceFile } from "../support/source-files.ts";

/** Global names whose values depend on nothing but what they are given, as far as pure code needs them. */
const computing = new Set(
  "undefined Object Array Map Set Number String Boolean JSON RegExp Promise Error URL Response isNaN".split(" "),
);

/** What pure code may import from Node's own modules, which read everything else. */
const computingImports = /^(?:createHash|gzipSync)$/;

/** Methods of a date that read the time zone of the process. */
const zoned =
  /^(?:[gs]et(?:Date|Day|Month|FullYear|Hours|Minutes|Seconds)|getTimezoneOffset|toLocale(?:Date|Time)?String)$/;

/** Whether an identifier stands for a value: it is no member's name, no declaration and no type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent)) return false;
  if (ts.isQualifiedName(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return !("name" in parent && parent.name === node);
}

/** Whether a use of a global only computes: `new Date(x)`, `Date.parse(x)` and all of `Math` but chance. */
function computes(node: ts.Identifier): boolean {
  const { parent, text } = node;
  if (computing.has(text)) return true;
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : null;
  if (text === "Math") return member !== null && member !== "random";
  if (text !== "Date") return false;
  if (member !== null) return member === "parse" || member === "UTC";
  return ts.isNewExpression(parent) && parent.expression === node && (parent.arguments?.length ?? 0) > 0;
}

const isOfNode = (name: ts.Node | undefined): boolean =>
  name === undefined || !ts.isStringLiteralLike(name) || name.text.startsWith("node:");

/** What is taken from a module that is loaded on demand: a member, or names. */
function takenFrom(load: ts.Node): ts.Node {
  const { parent } = load;
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return takenFrom(parent);
  return ts.isVariableDeclaration(parent) ? parent.name : parent;
}

/** Whether all that is taken from a module of Node only computes. */
function isComputing(taken: ts.Node | undefined): boolean {
  if (taken !== undefined && ts.isPropertyAccessExpression(taken)) return computingImports.test(taken.name.text);
  if (taken === undefined || !(ts.isNamedImports(taken) || ts.isObjectBindingPattern(taken))) return false;
  return taken.elements.every(({ propertyName, name }) => computingImports.test((propertyName ?? name).getText()));
}

function isImpure(node: ts.Node): boolean {
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword;
  if (ts.isPropertyAccessExpression(node)) return zoned.test(node.name.text);
  if (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly !== true)
    return isOfNode(node.moduleSpecifier) && !isComputing(node.importClause?.namedBindings);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return isOfNode(node.arguments[0]) && !isComputing(takenFrom(node));
  return ts.isIdentifier(node) && Object.hasOwn(globalThis, node.text) && isReference(node) && !computes(node);
}

/** Uses of the clock, chance, the environment, the network or the process, also under another name. */
export function impureUses(file: SourceFile): string[] {
  const syntax = syntaxOf(file);
  const uses = within(syntax).filter(isImpure);
  return uses.map((node) => `${file.path}: ${(ts.isIdentifier(node) ? node.parent : node).getText(syntax)}`);
}
