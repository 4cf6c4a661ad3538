import * as z from "zod/mini";
import { normaliseAddress, notAnAddress } from "../kernel/address.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import type { ReminderEntry } from "../reminders/rules/plan.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import { documented } from "./documented.ts";
import { seenText } from "./seen-text.ts";

/** Gives a checked string its domain type, in this one place. */
const narrowed = <Narrow extends string>(schema: z.ZodMiniString): z.ZodMiniType<Narrow> =>
  schema as unknown as z.ZodMiniType<Narrow>;

/** A field that may be left out of a request, or be null, which is the same. */
export const mayBeLeftOut = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.optional(
    z.pipe(
      z.nullable(schema),
      z.transform((value) => value ?? undefined),
    ),
  );

/** The same of every field of a body. */
export const eachMayBeLeftOut = <Fields extends Readonly<Record<string, z.ZodMiniType>>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, mayBeLeftOut(field)])) as unknown as {
    [Name in keyof Fields]: ReturnType<typeof mayBeLeftOut<Fields[Name]>>;
  };

/** The same of a field that has a value where none is sent. */
export const orDefault = <Schema extends z.ZodMiniType>(schema: Schema, value: z.output<Schema>) =>
  z._default(
    z.pipe(
      z.nullable(schema),
      z.transform((sent) => sent ?? value),
    ),
    value as never,
  );

/** A span of `min` to `max` whole days, `PnD`. */
export const durationBetween = (min: number, max: number): z.ZodMiniType<Duration> =>
  narrowed<Duration>(
    z.string().check(
      z.regex(/^P(0|[1-9][0-9]{0,4})D$/, { error: "A duration is whole days, like P30D.", abort: true }),
      z.refine((text: string) => Number(text.slice(1, -1)) >= min && Number(text.slice(1, -1)) <= max, {
        error: `Between P${min}D and P${max}D.`,
        params: { code: "out-of-range" satisfies FaultCode },
      }),
    ),
  ).register(documented, { format: "duration", days: [min, max] });

/** A span of whole days as stored. */
export const duration = durationBetween(0, 99_999);

/** A reminder's moment: so long after sending, or before the end when negative. At most 90 days either way. */
export const reminderEntry = narrowed<ReminderEntry>(
  z
    .string()
    .check(z.regex(/^-?P([1-9]|[1-8][0-9]|90)D$/, "A reminder is days after sending, P3D, or before the end, -P1D.")),
);

/** A moment, UTC, ISO 8601 with milliseconds. */
export const instant = narrowed<Instant>(
  z.string().check(z.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/)),
).register(documented, { format: "date-time" });

const notAMoment = "A date or a moment, UTC, like 2026-11-23 or 2026-11-23T00:00:00Z.";

/** Null for what is no date, of which some would be read as another day: the 31st of February. */
const instantOf = (text: string): Instant | null => {
  const parsed = new Date(text);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString();
};

/** A date, for its first moment, or a moment; of this millennium, as an instant. */
export const moment = z.pipe(
  z
    .string()
    .check(
      z.regex(/^2[0-9]{3}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z)?$/, {
        error: notAMoment,
        abort: true,
      }),
      z.refine((text: string) => instantOf(text)?.startsWith(text.replace(/Z$/, "")) === true, {
        error: notAMoment,
        params: { code: "malformed" satisfies FaultCode },
      }),
    )
    .register(documented, {
      description: "A date or a moment, UTC.",
      examples: ["2026-11-23", "2026-11-23T12:00:00.000Z"],
    }),
  z.transform((text: string): Instant => instantOf(text) ?? text),
);

/** A mail address from outside; the caller normalises it. */
export const mailAddress = z
  .string()
  .check(
    z.refine((text: string) => normaliseAddress(text) !== null, {
      error: notAnAddress,
      params: { code: "address-invalid" satisfies FaultCode },
    }),
  )
  .register(documented, { format: "idn-email" });

/** A mail address from outside, in its normalised form. */
export const normalAddress = z.pipe(
  mailAddress,
  z.transform((text: string) => normaliseAddress(text) ?? text),
);

// What nobody means to write: control characters, halves of letters, marks that reverse reading, and what was a letter
// before it was read in the wrong encoding.
const unfit = {
  error: "Control characters and characters that cannot be read are not allowed.",
  params: { code: "unfit-characters" satisfies FaultCode },
};
const rule =
  "Not allowed either: characters that change the direction of writing, and U+FFFD. Invisible characters are removed.";

/**
 * One line of text from outside: trimmed, with something in it to see, and nothing that cannot be seen; in NFC where texts
 * are compared.
 */
export const line = (
  max: number,
  { normal = false, description }: { readonly normal?: boolean; readonly description?: string } = {},
) =>
  z
    .string()
    .check(
      z.overwrite((text: string) => (normal ? seenText(text).normalize("NFC") : seenText(text))),
      z.trim(),
      z.minLength(1, "Must not be empty."),
      z.maxLength(max, `At most ${max} characters.`),
      z.refine((text: string) => !/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\uFFFD]/u.test(text), unfit),
    )
    .register(documented, {
      pattern: String.raw`^[^\x00-\x1f\x7f-\x9f]*$`,
      rule,
      ...(description !== undefined && { description }),
    });

/** Text of several lines from outside; tabs and line breaks may be in it. `filled`: something has to be. */
export const paragraphs = (max: number, { filled = false }: { readonly filled?: boolean } = {}) =>
  z
    .string()
    .check(
      z.overwrite(seenText),
      ...(filled ? [z.trim(), z.minLength(1, "Must not be empty.")] : []),
      z.maxLength(max, `At most ${max} characters.`),
      z.refine((text: string) => !/(?![\t\n\r])[\p{Cc}\p{Cs}\p{Bidi_Control}\uFFFD]/u.test(text), unfit),
    )
    .register(documented, { pattern: String.raw`^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$`, rule });

/** A digest as it names offers and documents. */
export const digest = narrowed<`sha256:${string}`>(z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/)));

/** What a caller may choose as the key of a request. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, "An Idempotency-Key has 1 to 255 visible ASCII characters."));
