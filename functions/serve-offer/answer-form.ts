import * as z from "zod/mini";
import type { Fault } from "../../shared/domain/refusal.ts";
import type { Duration } from "../../shared/domain/time.ts";
import { line } from "../../shared/schema/primitives.ts";

const text = (max: number) =>
  z._default(z.string(), "").check(z.overwrite((value: string) => value.trim().slice(0, max).toWellFormed()));
const several = z.pipe(
  z._default(z.union([z.string(), z.array(z.string())]), []),
  z.transform((value: string | string[]) => (Array.isArray(value) ? value : [value])),
);

/**
 * What the page's form posts. A person's browser sends it, so nothing in it is refused for its shape:
 * what does not fit is a fault that the page shows by its field.
 */
const schema = z.object({
  decision: text(20),
  permission: several,
  duration: text(10),
  name: text(2_000),
  title: text(2_000),
  agreement: text(10),
  offer: text(100),
  code: text(20),
  reason: text(2_000),
});

/** A customer's answer as typed. */
export type AnswerForm = z.infer<typeof schema>;

/** Reads the form. Fields that came twice where one is meant count as not sent. */
export function parseAnswerForm(body: unknown): AnswerForm {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const odd = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return schema.parse(Object.fromEntries(Object.entries(body as object).filter(([field]) => !odd.has(field))));
}

/** What is recorded word by word, and so must be fit to be shown. */
const written = { name: line(200), title: line(200), reason: line(500) };

/** Faults of what was written into the form, by its fields. */
export const faultsOf = (form: AnswerForm): Fault[] =>
  Object.entries(written).flatMap(([field, schema]) => {
    const text = form[field as keyof typeof written];
    const issues = text === "" ? [] : (schema.safeParse(text).error?.issues ?? []);
    return issues.map(({ message }) => ({ pointer: `/${field}`, message }));
  });

/** What the form grants: nothing when it says so, whatever is ticked. */
export const grantedBy = ({ decision, permission }: AnswerForm): string[] =>
  decision === "accept-none" ? [] : [...new Set(permission)];

/** The chosen duration; null when none was. One that nobody offered becomes none at all, which no offer allows. */
export const durationBy = ({ duration }: AnswerForm): Duration | null => {
  if (duration === "") return null;
  return /^P[1-9]\d{0,3}D$/.test(duration) ? (duration as Duration) : "P0D";
};
