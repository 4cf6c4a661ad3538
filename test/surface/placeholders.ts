/** A kind of value that no two runs have in common, and what stands for it. */
interface Kind {
  readonly pattern: RegExp;
  /** Made of the number in order of appearance and what the pattern found. */
  readonly placeholder: (number: number, ...found: string[]) => string;
  /** Placeholders of one family are counted together; without it all that the pattern finds are. */
  readonly family?: (...found: string[]) => string;
}

const base32 = "[0-9A-HJKMNP-TV-Z]{26}";

const kinds: readonly Kind[] = [
  { pattern: /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/g, placeholder: () => "https://rapport.example" },
  {
    pattern: /https?%3A%2F%2F(?:localhost|127\.0\.0\.1)%3A\d+/g,
    placeholder: () => "https%3A%2F%2Frapport.example",
  },
  { pattern: /(?<=\/assets\/\w+\.)[0-9a-f]{12}(?=\.)/g, placeholder: () => "fingerprint" },
  { pattern: /urn:rapport:request:[\w=-]+/g, placeholder: () => "urn:rapport:request:request" },
  {
    pattern: new RegExp(`(?:(?<![A-Za-z0-9])|(?<=%2F))([a-z]{3})_(${base32})(?![A-Za-z0-9])`, "g"),
    placeholder: (number, prefix) => `${prefix}_${number}`,
    family: (prefix) => prefix,
  },
  {
    pattern: new RegExp(`(?<![A-Za-z0-9_])(${base32})(?![A-Za-z0-9_])`, "g"),
    placeholder: (number) => `key_${number}`,
  },
  {
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    placeholder: (number) => `uuid_${number}`,
  },
  { pattern: /\bwhsec_[A-Za-z0-9+/]+=*/g, placeholder: (number) => `whsec_${number}` },
  { pattern: /\bsha256:[\w-]{43,64}/g, placeholder: (number) => `sha256:digest_${number}` },
  // 32 bytes in base64url, which a dot may separate from what was signed; never without letters of both cases.
  {
    pattern: /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])/g,
    placeholder: (number) => `secret_${number}`,
  },
  {
    pattern: /(?<=First password:<br>\s*<strong>)[^<]+|(?<=temporary password is )\S+(?=\.)/g,
    placeholder: () => "password",
  },
  { pattern: /(?<![\w.=-])\d{4}[ \u00a0]?\d{4}(?![\w.-])/g, placeholder: (number) => `code_${number}` },
];

/**
 * Puts placeholders such as `inv_1` in the place of everything random in a text: origins, ids, pseudonyms, links, digests,
 * codes. They are numbered in order of appearance, in each text anew, so that a change in one file changes no other. Values
 * in `lasting` have the form of random ones and stay.
 */
export const withPlaceholders = (text: string, lasting: ReadonlySet<string> = new Set()): string =>
  kinds.reduce((before, { pattern, placeholder, family = () => "" }) => {
    const numbers = new Map<string, Map<string, number>>();
    return before.replaceAll(pattern, (...found: unknown[]) => {
      const [whole = "", ...groups] = found.filter((one): one is string => typeof one === "string").slice(0, -1);
      if (lasting.has(whole)) return whole;
      const known = numbers.get(family(...groups)) ?? new Map<string, number>();
      numbers.set(family(...groups), known.set(whole, known.get(whole) ?? known.size + 1));
      return placeholder(known.get(whole) ?? 0, ...groups);
    });
  }, text);
