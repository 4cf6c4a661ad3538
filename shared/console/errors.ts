import { Refusal, type RefusalKind } from "../kernel/refusal.ts";
import type { FieldError } from "../pages/field.ts";
import type { FormFields } from "../pages/form.ts";
import type { ConsoleTexts } from "./texts.ts";

/** The fields of a page for faults, by their place in the request, and for refusals, by their kind. */
export interface FieldOf {
  readonly faults?: Readonly<Record<string, string>>;
  readonly refusals?: Partial<Readonly<Record<RefusalKind, string>>>;
}

/**
 * What a page says of a refusal, by field. A refusal for which the page has no field or no text is thrown: the boundary shows
 * it as a page of its own, so that nobody misses it.
 */
export function errorsIn(
  error: unknown,
  fields: FormFields,
  { console: { faults, refusals } }: ConsoleTexts,
  { faults: places = {}, refusals: kinds = {} }: FieldOf = {},
): readonly FieldError[] {
  if (!(error instanceof Refusal)) throw error;
  const field = kinds[error.kind];
  if (field !== undefined && Object.hasOwn(refusals, error.kind))
    return [{ field, message: refusals[error.kind as keyof typeof refusals] }];
  if (error.faults.length === 0) throw error;
  return error.faults.map(({ pointer, code }) => {
    const name = places[pointer] ?? pointer.slice(1);
    if (!Object.hasOwn(fields, name)) throw error;
    return { field: name, message: Object.hasOwn(faults, code) ? faults[code as keyof typeof faults] : faults.other };
  });
}
