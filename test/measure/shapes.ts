import ts from "typescript";
import { syntaxOf, within, type SourceFile } from "../support/source-files.ts";
import { isProduct, type Measure, type Place } from "./measured.ts";

/** The API's and the stored names of an aggregate's fields. A statement of its shape has at least `least` of them. */
interface Fingerprint {
  readonly fields: readonly string[];
  readonly least: number;
  /** Without this one it is another aggregate's. */
  readonly must?: string;
  /** With one of these it is another aggregate's. */
  readonly none?: readonly string[];
}

const aggregates: Readonly<Record<string, Fingerprint>> = {
  "invitation (terms)": {
    fields: ["permissions", "duration", "autoExtend", "expiresIn", "reminders", "message", "anotherOrganization"],
    least: 5,
    none: ["messages"],
  },
  template: {
    fields: ["messages", "message", "permissions", "duration", "autoExtend", "expiresIn", "reminders"],
    least: 5,
    must: "messages",
  },
  "invitation (decision)": {
    fields: ["outcome", "partial", "granted", "duration", "by", "via", "agreement"],
    least: 5,
  },
  "invitation (delivery)": {
    fields: ["status", "at", "reason", "mode", "messageId", "mailSequence", "takenAt"],
    least: 4,
  },
  "invitation (notes)": { fields: ["reference", "notes", "tags"], least: 3 },
  relationship: {
    fields: ["customerId", "type", "grants", "invitationId", "establishedAt", "termination", "adminPermissions"],
    least: 4,
  },
  customer: {
    fields: ["name", "verified", "externalId", "foundedAt", "administrators", "recovery", "waiting", "attended"],
    least: 4,
    must: "externalId",
  },
  partner: {
    fields: ["displayName", "kind", "cloud", "verified", "replyTo", "notifications", "supportContact", "frozen"],
    least: 5,
  },
  user: { fields: ["email", "role", "addedAt", "partnerId"], least: 3, must: "addedAt" },
};

const nameOf = (node: ts.Node): string[] =>
  (ts.isPropertySignature(node) || ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) &&
  (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
    ? [node.name.text]
    : [];

const isOfZod = (node: ts.Node): boolean =>
  within(node).some((one) => ts.isPropertyAccessExpression(one) && one.expression.getText() === "z");

/** Fields that a type, or an object of schemas, names itself; with what is spread from objects in the same braces. */
function fieldsOf(node: ts.Node): readonly string[] {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return node.members.flatMap(nameOf);
  if (!ts.isObjectLiteralExpression(node) || !isOfZod(node)) return [];
  return node.properties.flatMap((one) =>
    ts.isSpreadAssignment(one) && ts.isObjectLiteralExpression(one.expression)
      ? one.expression.properties.flatMap(nameOf)
      : nameOf(one),
  );
}

/** Statements of each aggregate's shape in a file. */
export function shapesIn(file: SourceFile): Place[] {
  const syntax = syntaxOf(file);
  return within(syntax).flatMap((node) => {
    const stated = new Set(fieldsOf(node));
    const line = syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1;
    return Object.entries(aggregates)
      .filter(
        ([, { fields, least, must, none = [] }]) =>
          fields.filter((field) => stated.has(field)).length >= least &&
          (must === undefined || stated.has(must)) &&
          !none.some((field) => stated.has(field)),
      )
      .map(([note]) => ({ path: file.path, line, note }));
  });
}

/** Statements of each aggregate's shape. */
export const shapes: Measure = {
  name: "shapes",
  title: "Statements of one aggregate's shape",
  rule: "types, and objects with `z.` in them, that name most of an aggregate's own fields (their names are the API's and the table's)",
  take: ({ sources }) => {
    const places = sources.filter(isProduct).flatMap(shapesIn);
    const figures = Object.keys(aggregates).map(
      (aggregate) => `${aggregate} ${places.filter(({ note }) => note === aggregate).length}`,
    );
    return { figure: figures.join(", "), places };
  },
};
