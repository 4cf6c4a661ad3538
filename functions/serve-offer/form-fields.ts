import * as z from "zod/mini";
import { Refusal } from "../../shared/domain/refusal.ts";
import { seenText } from "../../shared/schema/seen-text.ts";

/** A field to type into, less what nobody sees; what is longer than anybody types is cut, for its fault is told by its length all the same. */
export const text = (max: number) =>
  z._default(z.string(), "").check(z.overwrite((value: string) => seenText(value).trim().slice(0, max).toWellFormed()));

/** A field that may come once, several times or not at all. */
export const several = z.pipe(
  z._default(z.union([z.string(), z.array(z.string())]), []),
  z.transform((value: string | string[]) => (Array.isArray(value) ? value : [value])),
);

/** A field that is chosen from a list: null where it was not sent, empty where that says nothing. */
export const choice = (max: number) =>
  z._default(
    z.nullable(
      z.pipe(
        z.union([z.string(), z.array(z.string())]),
        z.transform((value: string | string[]) => (Array.isArray(value) ? "" : value.trim().slice(0, max))),
      ),
    ),
    null,
  );

/** Refuses fields that the form does not have. */
export function assertKnown(schema: { readonly shape: object }, body: unknown): void {
  const strays = Object.keys(body ?? {}).filter((field) => !Object.hasOwn(schema.shape, field));
  if (strays.length === 0) return;
  const message = "There is no such field.";
  const faults = strays.map((field) => ({ pointer: `/${field}`, message, code: "field-unknown" as const }));
  throw new Refusal("validation", "The form has fields that are not known.", { faults });
}

/**
 * Reads a page's form. A person's browser sends it, so nothing in its fields is refused for its shape: what does not fit is a
 * fault that the page shows by its field. Fields that came twice where one is meant count as not sent.
 */
export function parseForm<Form>(schema: z.ZodMiniType<Form>, body: unknown): Form {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const odd = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return schema.parse(Object.fromEntries(Object.entries(body as object).filter(([field]) => !odd.has(field))));
}
