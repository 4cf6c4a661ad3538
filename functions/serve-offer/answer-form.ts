import type { Fault } from "../../shared/kernel/refusal.ts";
import type { Duration } from "../../shared/kernel/time.ts";
import { choice, parseForm, several, text, type FormValues } from "../../shared/pages/form.ts";
import { line } from "../../shared/schema/primitives.ts";

/** What the page's one form posts, whichever of its buttons was pressed: the answer, a code, a colleague, a language. */
const fields = {
  decision: text(20),
  permission: several(),
  duration: choice(10),
  name: text(2_000),
  title: text(2_000),
  /** For whom: `new`, or a customer's id. */
  customer: text(40),
  organization: text(2_000),
  agreement: text(10),
  proof: text(200),
  offer: text(100),
  code: text(40),
  reason: text(2_000),
  email: text(300),
  "colleague-code": text(40),
  /** Number of the newest code when the page was drawn. */
  codes: text(10),
  /** Only to draw the page again, in another language. */
  show: text(10),
};

/** A customer's answer as typed. */
export type AnswerForm = FormValues<typeof fields>;

/** Reads the form. */
export const parseAnswerForm = (body: unknown) => parseForm(fields, body);

/** Whether the form stood on a page that showed an offer; what comes from elsewhere has chosen nothing. */
export const isOfPage = ({ offer }: AnswerForm): boolean => offer !== "";

/** The code whose mail the page told of; null where none was told. */
export const seenCode = ({ codes }: AnswerForm): number | null => (/^\d+$/.test(codes) ? Number(codes) : null);

/** What is recorded word by word, and so must be fit to be shown. */
const lengths = { name: 200, title: 200, organization: 200, reason: 500 } as const;
const written = {
  name: line(lengths.name),
  title: line(lengths.title),
  organization: line(lengths.organization),
  reason: line(lengths.reason),
};

/** How long a text may be that a fault points to. */
export const longestText = (pointer: string): number =>
  lengths[pointer.slice(1) as keyof typeof lengths] ?? lengths.name;

/** Faults of what was written into the form, by its fields. */
export const faultsOf = (form: AnswerForm): Fault[] =>
  Object.entries(written).flatMap(([field, schema]) => {
    const text = form[field as keyof typeof written];
    const issues = text === "" ? [] : (schema.safeParse(text).error?.issues ?? []);
    return issues.map(({ message }) => ({ pointer: `/${field}`, message, code: "text-unfit" }));
  });

/** What the form grants: nothing when it says so, whatever is ticked. */
export const grantedBy = ({ decision, permission }: AnswerForm): string[] =>
  decision === "accept-none" ? [] : [...new Set(permission)];

/** The chosen duration; null where the form has no such field. One that nobody offered becomes none at all, which no offer allows. */
export const durationBy = ({ duration }: AnswerForm): Duration | null => {
  if (duration === null) return null;
  return /^P[1-9]\d{0,3}D$/.test(duration) ? (duration as Duration) : "P0D";
};

/** To whom the form hands the request over; the code has a field of its own there, for the form may have another. */
export const handOverBy = ({ email, code, "colleague-code": own }: AnswerForm) => ({
  email,
  code: own || code || null,
});

const handOverFields: Readonly<Record<string, string>> = { "/email": "/colleague", "/code": "/colleague-code" };

/** Faults of a handing over by the fields that they have on the page. */
export const onHandOver = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: handOverFields[fault.pointer] ?? fault.pointer }));
