import * as z from "zod/mini";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { pointerStep } from "../schema/pointer.ts";
import { seenText } from "../schema/seen-text.ts";

/**
 * A field to type into, less what nobody sees, and empty where it was not sent. What is longer than anybody types is cut:
 * its length is a fault all the same.
 */
export const text = (max: number) =>
  z._default(z.string(), "").check(z.overwrite((value: string) => seenText(value).trim().slice(0, max).toWellFormed()));

/** A field that may come once, several times or not at all. */
export const several = () =>
  z.pipe(
    z._default(z.union([z.string(), z.array(z.string())]), []),
    z.transform((value: string | string[]) => [value].flat()),
  );

/** A field that is chosen from a list: null where it was not sent. */
export const choice = (max: number) =>
  z._default(z.nullable(z.string().check(z.overwrite((value: string) => value.trim().slice(0, max)))), null);

/** The fields of a form by name. */
export type FormFields = Readonly<Record<string, z.ZodMiniType>>;

/** What was posted: fields that were not sent, or cannot be read, have the value of an empty one. */
export type FormValues<Fields extends FormFields> = { [Name in keyof Fields]: z.output<Fields[Name]> };

/**
 * Reads a page's form. Faults are of fields that the form does not have, or that came twice where one is meant: what
 * somebody meant by them must not pass for nothing. What was typed is never refused here; the page tells faults by its fields.
 */
export function parseForm<Fields extends FormFields>(
  fields: Fields,
  body: unknown,
): { readonly values: FormValues<Fields>; readonly faults: readonly Fault[] } {
  const sent = Object.entries(body ?? {});
  const isField = ([name, value]: [string, unknown]): boolean =>
    Object.hasOwn(fields, name) && fields[name]!.safeParse(value).success;
  return {
    values: z.object(fields).parse(Object.fromEntries(sent.filter(isField))) as FormValues<Fields>,
    faults: sent
      .filter((entry) => !isField(entry))
      .map(([name]) => ({
        pointer: pointerStep(name),
        code: "field-unknown",
        message: "The form does not have this field, or has it only once.",
      })),
  };
}

/** Reads a form that must not have such faults. */
export function readForm<Fields extends FormFields>(fields: Fields, body: unknown): FormValues<Fields> {
  const { values, faults } = parseForm(fields, body);
  assertFormFits(faults);
  return values;
}

/** Refuses a form that has such faults. */
export function assertFormFits(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Refusal("validation", "The form is out of date. Open the page again.", { faults });
}
