import * as z from "zod/mini";

/** Of a body: fields that readings show and that this request cannot change, each with where it can be changed. */
export const readOnly = z.registry<Readonly<Record<string, string>>>();

/** Fields that no request changes. */
export const fixed = (...fields: readonly string[]): Record<string, string> =>
  changedBy("This field is read-only.", ...fields);

/** Fields that are changed elsewhere; `where` is the message for a request with one of them. */
export const changedBy = (where: string, ...fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field, where]));
