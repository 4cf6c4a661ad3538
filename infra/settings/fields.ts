import * as z from "zod";

/**
 * Kinds of values that more than one part of a stage file has. Every message goes on after the setting's name; a title is
 * what docs/settings.md calls the kind.
 */

/** One line of text. */
export const line = (longest: number) =>
  z
    .string()
    .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\uFFFD]*$/u, "must be one line without control characters")
    .refine((text) => text.trim() === text && text !== "", "must not be empty, nor begin or end with a space")
    .max(longest, `must have at most ${longest} characters`)
    .meta({ title: `text of at most ${longest} characters` });

/** An address as SES and Cognito know it: they tell capitals apart, and a reader of mails does not. */
export const mailAddress = z
  .string()
  .max(254, "must have at most 254 characters")
  .regex(
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    {
      error: "must be a mail address in lower case",
    },
  )
  .refine((address) => address.indexOf("@") <= 64, "must have at most 64 characters before the @")
  .meta({ title: "mail address in lower case" });

/** A setting as docs/settings.md describes it. */
interface Meaning {
  readonly description: string;
  /** The kind of its values, where the schema alone does not say it. */
  readonly title?: string;
}

/** Describes settings whose schema functions read too: what nobody reads there would only take room. */
export function describeShared<Shape extends Readonly<Record<string, z.core.$ZodType>>>(
  shape: Shape,
  meanings: { readonly [Key in keyof Shape]: Meaning },
): void {
  for (const key of Object.keys(shape)) z.globalRegistry.add(shape[key]!, { ...meanings[key]! });
}

/** Names that are nobody's on the Internet (RFC 2606, 6761 and 6762, ICANN's .internal): no mail comes from there, and none arrives. */
export const isReserved = (domain: string): boolean =>
  /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost|local|internal)$/.test(domain);
