import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import type { Measure, Place } from "./measured.ts";
import { isProduct, placeOf, within } from "./syntax.ts";

/** Fields by which a statement of an aggregate's shape is known: the API's and the stored names, of which so many must be there. */
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
function fieldsOf(node: ts.Node): { readonly kind: "type" | "schema"; readonly fields: readonly string[] } | null {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node))
    return { kind: "type", fields: node.members.flatMap(nameOf) };
  if (!ts.isObjectLiteralExpression(node) || !isOfZod(node)) return null;
  const spread = node.properties.flatMap((one) =>
    ts.isSpreadAssignment(one) && ts.isObjectLiteralExpression(one.expression)
      ? one.expression.properties.flatMap(nameOf)
      : [],
  );
  return { kind: "schema", fields: [...node.properties.flatMap(nameOf), ...spread] };
}

/** Statements of an aggregate's shape in a file. */
export const statementsIn = ({ syntax }: SourceFile, { fields, least, must, none = [] }: Fingerprint) =>
  within(syntax).flatMap((node) => {
    const stated = fieldsOf(node);
    if (stated === null || stated.fields.some((field) => none.includes(field))) return [];
    const known = new Set(stated.fields.filter((field) => fields.includes(field)));
    return known.size >= least && (must === undefined || known.has(must)) ? [{ kind: stated.kind, node }] : [];
  });

/** Statements of each aggregate's shape. */
export const shapes: Measure = {
  name: "shapes",
  title: "Statements of one aggregate's shape",
  rule: "types, and objects with `z.` in them, that name most of an aggregate's own fields (their names are the API's and the table's)",
  take: ({ sources }) => {
    const product = sources.filter(isProduct);
    const found = Object.entries(aggregates).map(([aggregate, fingerprint]) => ({
      aggregate,
      places: product.flatMap((file) =>
        statementsIn(file, fingerprint).map(({ kind, node }): Place => placeOf(file, node, `${aggregate}: ${kind}`)),
      ),
    }));
    return {
      figure: found.map(({ aggregate, places }) => `${aggregate} ${places.length}`).join(", "),
      places: found.flatMap(({ places }) => places),
    };
  },
};

/** For tests: the aggregates that are looked for. */
export const fingerprintOf = (aggregate: string): Fingerprint | undefined => aggregates[aggregate];
