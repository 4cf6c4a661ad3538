import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, inOrder, placesInFiles, type Measure, type Place } from "./measured.ts";
import { batchReaders, batchReadsIn, command, isOfTable } from "./batch-reads.ts";
import { declaredIn, importedIn, isFunction, isProduct, placeOf, within, type Declared } from "./syntax.ts";

/** A value that holds what a batch read answered: where it was read, and under which name it goes on. */
interface Held {
  readonly read: ts.Node;
  readonly name: string;
  readonly scope: ts.Node;
}

/** How a batch read's results are taken. */
interface Taken {
  readonly read: ts.Node;
  readonly how: string;
  readonly isComputed: boolean;
}

/** Results that go to another function, as which of its arguments. */
interface HandedOn {
  readonly callee: ts.Identifier;
  readonly place: number;
}

/** Finds the function of the project that a name in a file stands for. */
type Find = (name: string) => ts.FunctionLikeDeclaration | undefined;

const scopeOf = (node: ts.Node): ts.Node => {
  let at = node;
  while (!ts.isSourceFile(at) && !isFunction(at)) at = at.parent;
  return at;
};

const isNumber = (node: ts.Node | undefined): boolean => node === undefined || ts.isNumericLiteral(node);

/** What a name or pattern that stands for the results does with them. */
function bound(name: ts.BindingName, read: ts.Node, scope: ts.Node): (Held | Taken)[] {
  if (ts.isIdentifier(name)) return [{ read, name: name.text, scope }];
  if (ts.isArrayBindingPattern(name)) return [{ read, how: `destructured: ${oneLine(name)}`, isComputed: false }];
  return name.elements.some((one) => ts.isArrayBindingPattern(one.name))
    ? [{ read, how: `destructured: ${oneLine(name)}`, isComputed: false }]
    : [];
}

const oneLine = (node: ts.Node): string => {
  const text = node.getText().replaceAll(/\s+/g, " ").replaceAll(" .", ".");
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
};

/** The declaration that a read's value reaches, through `await`, a choice, or a place in `Promise.all`. */
function reached(
  read: ts.Node,
): { readonly name: ts.BindingName; readonly declaration: ts.Node } | Taken | HandedOn | null {
  let at = read;
  for (;;) {
    const { parent } = at;
    if (ts.isVariableDeclaration(parent)) return { name: parent.name, declaration: parent };
    if (ts.isElementAccessExpression(parent) && parent.expression === at)
      return { read, how: oneLine(parent), isComputed: !isNumber(parent.argumentExpression) };
    if (ts.isCallExpression(parent) && ts.isIdentifier(parent.expression))
      return { callee: parent.expression, place: parent.arguments.indexOf(at as ts.Expression) };
    if (ts.isArrayLiteralExpression(parent)) return inAll(parent, parent.elements.indexOf(at as ts.Expression));
    const goesOn =
      ts.isAwaitExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      (ts.isConditionalExpression(parent) && parent.condition !== at) ||
      (ts.isBinaryExpression(parent) && parent.right === at) ||
      mapsOf(parent, at);
    if (!goesOn) return null;
    at = mapsOf(parent, at) ? parent.parent : parent;
  }
}

/** `items.map(…)` and the like keep the order; so does what is taken from them. */
const mapsOf = (parent: ts.Node, at: ts.Node): boolean =>
  ts.isPropertyAccessExpression(parent) &&
  parent.expression === at &&
  ["map", "slice", "toReversed"].includes(parent.name.text) &&
  ts.isCallExpression(parent.parent);

function inAll(list: ts.ArrayLiteralExpression, place: number): ReturnType<typeof reached> {
  let at: ts.Node = list.parent;
  while (ts.isCallExpression(at) || ts.isAwaitExpression(at) || ts.isParenthesizedExpression(at)) at = at.parent;
  if (!ts.isVariableDeclaration(at) || !ts.isArrayBindingPattern(at.name)) return null;
  const element = at.name.elements[place];
  return element !== undefined && ts.isBindingElement(element) ? { name: element.name, declaration: at } : null;
}

/** How results that go by a name are taken later in the same function, or in one that they are handed to. */
function takenLater({ read, name, scope }: Held, find: Find): Taken[] {
  return within(scope).flatMap((node): Taken[] => {
    if (!ts.isIdentifier(node) || node.text !== name) return [];
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression !== node && ts.isIdentifier(parent.expression))
      return byOther(read, { callee: parent.expression, place: parent.arguments.indexOf(node) }, find);
    if (ts.isElementAccessExpression(parent) && parent.expression === node)
      return [{ read, how: oneLine(parent), isComputed: !isNumber(parent.argumentExpression) }];
    if (ts.isVariableDeclaration(parent) && parent.initializer === node && !ts.isIdentifier(parent.name))
      return bound(parent.name, read, scope).filter((one): one is Taken => "how" in one);
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return [];
    return byMethod(read, parent);
  });
}

const noFunction: Find = () => undefined;

/** How the function that gets the results takes them; what it hands on in turn is not followed. */
function byOther(read: ts.Node, { callee, place }: HandedOn, find: Find): Taken[] {
  const other = find(callee.text);
  const parameter = other?.parameters[place];
  if (other === undefined || parameter === undefined) return [];
  return bound(parameter.name, read, other)
    .flatMap((one) => ("how" in one ? [one] : takenLater(one, noFunction)))
    .map((one) => ({ ...one, how: `in ${callee.text}: ${one.how}` }));
}

function byMethod(read: ts.Node, access: ts.PropertyAccessExpression): Taken[] {
  const call = access.parent;
  if (!ts.isCallExpression(call)) return [];
  const [first] = call.arguments;
  const method = access.name.text;
  const isIndexed =
    first !== undefined && (ts.isArrowFunction(first) || ts.isFunctionExpression(first)) && first.parameters.length > 1;
  if (["at", "slice", "shift", "pop", "splice"].includes(method))
    return [{ read, how: oneLine(call), isComputed: call.arguments.some((one) => !isNumber(one)) }];
  if (method === "entries" || (["map", "flatMap", "filter", "forEach", "find"].includes(method) && isIndexed))
    return [{ read, how: oneLine(call), isComputed: true }];
  const result = reached(call);
  if (result === null || "callee" in result) return [];
  return "how" in result ? [result] : bound(result.name, read, call).filter((one): one is Taken => "how" in one);
}

/** How a file takes the results of its batch reads by position: one entry per read, however often it does. */
export function positionsIn(file: SourceFile, readers: ReadonlySet<string>, find: Find = noFunction): Taken[] {
  return batchReadsIn(file, readers).flatMap((read) => {
    const taken = usesOf(read, find);
    if (taken.length === 0) return [];
    const how = [...new Set(taken.map((one) => one.how))].join("; ");
    return [{ read, how, isComputed: taken.some(({ isComputed }) => isComputed) }];
  });
}

function usesOf(read: ts.Node, find: Find): Taken[] {
  const end = reached(read);
  if (end === null) return [];
  if ("how" in end) return [end];
  if ("callee" in end) return byOther(read, end, find);
  const uses = bound(end.name, read, scopeOf(end.declaration));
  return uses.flatMap((one) => ("how" in one ? [one] : takenLater(one, find)));
}

const functionIn = (declared: Declared | undefined): ts.FunctionLikeDeclaration | undefined =>
  declared && within(declared.node).find(isFunction);

/** Resolves names of a file to functions that files of the project declare at their top. */
export function finderOf(file: SourceFile, declared: ReadonlyMap<string, Declared>): Find {
  const imported = importedIn(file);
  return (name) => functionIn(declared.get(imported.get(name) ?? `${file.path}#${name}`));
}

/** Whether only one key was read, so that there is only one place to mistake. */
const isOfOneKey = (read: ts.Node): boolean => {
  const list = ts.isCallExpression(read) ? read.arguments[0] : undefined;
  return (
    list !== undefined &&
    ts.isArrayLiteralExpression(list) &&
    list.elements.length === 1 &&
    !list.elements.some(ts.isSpreadElement)
  );
};

/** Results of a batch read that are taken by their position. */
export const positions: Measure = {
  name: "positions",
  title: "Results of a batch read taken by position",
  rule: `a call of a function around ${command}, on a table, whose answer is destructured as an array, indexed, sliced or counted along; per read; also by a function that it is handed to, not by the next one`,
  take: ({ sources }) => {
    const product = sources.filter(isProduct);
    const readers = batchReaders(product);
    const users = product.filter((file) => !isOfTable(file));
    const declared = declaredIn(product);
    const taken = users.flatMap((file) =>
      positionsIn(file, readers, finderOf(file, declared)).map((one) => ({ file, ...one })),
    );
    const places = taken.map(({ file, read, how, isComputed }): Place =>
      placeOf(file, read, `${isComputed ? "computed: " : isOfOneKey(read) ? "one key: " : ""}${how}`),
    );
    const reads = users.reduce((sum, file) => sum + batchReadsIn(file, readers).length, 0);
    const single = taken.filter(({ read, isComputed }) => !isComputed && isOfOneKey(read)).length;
    const computed = taken.filter(({ isComputed }) => isComputed).length;
    return {
      figure: `${placesInFiles(places)}, ${computed} of them computed, ${single} of one key; of ${counted(reads, "batch read")}`,
      places: inOrder(places),
    };
  },
};
