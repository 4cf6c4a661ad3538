import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { inOrder, placesInFiles, type Measure } from "./measured.ts";
import { isProduct, placeOf, within } from "./syntax.ts";

/** The single state that a property named `status` is held to, as a type or as a schema; null elsewhere. */
function stateOf(node: ts.Node): string | null {
  if (ts.isPropertySignature(node) && node.name.getText() === "status" && node.type && ts.isLiteralTypeNode(node.type))
    return ts.isStringLiteral(node.type.literal) ? node.type.literal.text : null;
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== "status" || !ts.isCallExpression(node.initializer))
    return null;
  const { expression, arguments: given } = node.initializer;
  const [first] = given;
  const isLiteral = ts.isPropertyAccessExpression(expression) && expression.name.text === "literal";
  return isLiteral && first !== undefined && ts.isStringLiteral(first) ? first.text : null;
}

/** Every state that some type or schema of these files is held to. */
export const statesIn = (files: readonly SourceFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ syntax }) => within(syntax).flatMap((node) => stateOf(node) ?? [])));

const inWords = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/** Casts in a file to a type that is named as a state, or that is picked by one. */
export const castsIn = ({ syntax }: SourceFile, states: ReadonlySet<string>): ts.AsExpression[] =>
  within(syntax).filter(
    (node): node is ts.AsExpression =>
      ts.isAsExpression(node) &&
      within(node.type).some(
        (part) =>
          (ts.isTypeReferenceNode(part) && states.has(inWords(part.typeName.getText().split(".").at(-1) ?? ""))) ||
          (ts.isLiteralTypeNode(part) &&
            part !== node.type &&
            ts.isStringLiteral(part.literal) &&
            states.has(part.literal.text)),
      ),
  );

/** Casts to a state of an aggregate. */
export const casts: Measure = {
  name: "casts",
  title: "Casts to a state after a lifecycle guard",
  rule: '`as` with a type named as, or picked by, a state that some `status` is held to (`status: "pending"`, `z.literal("pending")`)',
  take: ({ sources }) => {
    const product = sources.filter(isProduct);
    const states = statesIn(product.filter(({ path }) => /^shared\//.test(path)));
    const places = product.flatMap((file) =>
      castsIn(file, states).map((node) => placeOf(file, node, node.getText().replaceAll(/\s+/g, " "))),
    );
    return { figure: `${placesInFiles(places)}; ${states.size} states known`, places: inOrder(places) };
  },
};
