import ts from "typescript";
import { syntaxOf, within, type SourceFile } from "../support/source-files.ts";
import { placeOf } from "./shelves.ts";

/** Whether the patterns of keys lie in a file: item files of rooms, and what stores what belongs to no room. */
const hasPatterns = (path: string): boolean =>
  placeOf(path)?.shelf === "item" || /^shared\/(table\/|events\/stored-events\.ts$|names\.ts$)/.test(path);

const partition = /^(?:GSI\d)?PK$/;
const attribute = /^(?:GSI\d)?[PS]K$/;
/** Text as keys have it: an upper-case word beside `#`, or `#` alone, which joins. */
const text = /[A-Z\d]#|#[A-Z]{2}|^#$/;

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

/** The name that an expression begins with; null where it begins with none. */
function rootOf(node: ts.Node): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text === "" ? rootOf(node.templateSpans[0]!.expression) : null;
  const isStep =
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isParenthesizedExpression(node);
  return isStep ? rootOf(node.expression) : null;
}

const calleeOf = ({ expression }: ts.CallExpression): string | null =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : null;

/** Names that the functions around a node are given. */
function parametersAround(node: ts.Node): string[] {
  const own = ts.isFunctionLike(node)
    ? node.parameters.flatMap(({ name }) => within(name).filter(ts.isIdentifier)).map((name) => name.text)
    : [];
  return node.parent === undefined ? own : [...own, ...parametersAround(node.parent)];
}

/** The attribute of a key that a node writes, with its value: as a property, or by an assignment. */
function written(node: ts.Node): { readonly name: string; readonly value: ts.Node } | null {
  if (ts.isShorthandPropertyAssignment(node)) return { name: node.name.text, value: node.name };
  if (ts.isPropertyAssignment(node)) {
    const name = ts.isComputedPropertyName(node.name) ? node.name.expression : node.name;
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? { name: name.text, value: node.initializer } : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const { left, right: value } = node;
  if (ts.isPropertyAccessExpression(left)) return { name: left.name.text, value };
  const index = ts.isElementAccessExpression(left) ? left.argumentExpression : left;
  return ts.isStringLiteralLike(index) ? { name: index.text, value } : null;
}

/**
 * Where a file makes keys that it must not make. Outside the files of patterns that is any attribute, text or partition
 * of a key; inside, a partition that is passed in, by which others could make keys of their own.
 */
export function keysMadeIn(file: SourceFile): string[] {
  const isPlace = hasPatterns(file.path);
  const isMade = (node: ts.Node): boolean => {
    const made = written(node);
    if (isPlace) {
      const root = made && partition.test(made.name) ? rootOf(made.value) : null;
      return root !== null && parametersAround(node).includes(root);
    }
    // A schema reads a key.
    if (made && attribute.test(made.name)) return rootOf(made.value) !== "z";
    if (isText(node) && ts.isCallExpression(node.parent) && calleeOf(node.parent) === "split") return false;
    return isText(node) ? text.test(node.text) : ts.isIdentifier(node) && node.text === "aggregatePartition";
  };
  const syntax = syntaxOf(file);
  return within(syntax)
    .filter(isMade)
    .map((node) => `${file.path}: ${node.getText(syntax)}`);
}

/** Whether a file makes a key of its own. */
export const makesKeys = (file: SourceFile): boolean =>
  within(syntaxOf(file)).some((node) => {
    const made = written(node);
    return made?.name === "PK" && rootOf(made.value) !== "z" && rootOf(made.value) !== "String";
  });
