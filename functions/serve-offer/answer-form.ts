import type { Fault } from "../../shared/kernel/refusal.ts";
import type { Duration } from "../../shared/kernel/time.ts";
import { choice, parseForm, several, text, type FormValues } from "../../shared/pages/form.ts";
import { line } from "../../shared/schema/primitives.ts";

/** The fields of the page's single form, which every button posts: the answer, a code, a colleague, a language. */
const fields = {
  decision: text(20),
  permission: several(),
  duration: choice(10),
  name: text(2_000),
  title: text(2_000),
  /** `new`, or the id of a customer. */
  customer: text(40),
  organization: text(2_000),
  agreement: text(10),
  proof: text(200),
  offer: text(100),
  code: text(40),
  reason: text(2_000),
  email: text(300),
  "colleague-code": text(40),
  /** Number of the newest code when the page was rendered. */
  codes: text(10),
  /** Only renders the page again, in another language. */
  show: text(10),
};

/** A customer's answer as typed. */
export type AnswerForm = FormValues<typeof fields>;

/** Reads the form. */
export const parseAnswerForm = (body: unknown) => parseForm(fields, body);

/** Whether the form comes from a page with an offer. Any other form has no choices. */
export const isOfPage = ({ offer }: AnswerForm): boolean => offer !== "";

/** The newest code when the page was rendered; null if there was none. */
export const seenCode = ({ codes }: AnswerForm): number | null => (/^\d+$/.test(codes) ? Number(codes) : null);

/** Texts that are recorded as typed, so they must be fit to show. */
const lengths = { name: 200, title: 200, organization: 200, reason: 500 } as const;
const written = {
  name: line(lengths.name),
  title: line(lengths.title),
  organization: line(lengths.organization),
  reason: line(lengths.reason),
};

/** Maximum length of the text that a fault points to. */
export const longestText = (pointer: string): number =>
  lengths[pointer.slice(1) as keyof typeof lengths] ?? lengths.name;

/** Faults of the form's texts by field. */
export const faultsOf = (form: AnswerForm): Fault[] =>
  Object.entries(written).flatMap(([field, schema]) => {
    const text = form[field as keyof typeof written];
    const issues = text === "" ? [] : (schema.safeParse(text).error?.issues ?? []);
    return issues.map(({ message }) => ({ pointer: `/${field}`, message, code: "text-unfit" }));
  });

/** The granted permissions; none for "Accept without permissions", even if some are ticked. */
export const grantedBy = ({ decision, permission }: AnswerForm): string[] =>
  decision === "accept-none" ? [] : [...new Set(permission)];

/** The chosen duration; null without the field. An invalid one becomes `P0D`, which no offer allows. */
export const durationBy = ({ duration }: AnswerForm): Duration | null => {
  if (duration === null) return null;
  return /^P[1-9]\d{0,3}D$/.test(duration) ? (duration as Duration) : "P0D";
};

/** The hand-over of the form. Its code has a field of its own, because the form may have another. */
export const handOverBy = ({ email, code, "colleague-code": own }: AnswerForm) => ({
  email,
  code: own || code || null,
});

const handOverFields: Readonly<Record<string, string>> = { "/email": "/colleague", "/code": "/colleague-code" };

/** Faults of a hand-over by the fields of the page. */
export const onHandOver = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: handOverFields[fault.pointer] ?? fault.pointer }));
