/** What an id starts with tells what it names (HTTP contract, habits). */
export const idPrefixes = {
  invitation: "inv_",
  relationship: "rel_",
  customer: "cus_",
  partner: "ptn_",
  template: "tpl_",
  job: "job_",
  "support request": "sup_",
  /** A person of a customer, as events name it. */
  address: "adr_",
} as const;

/** Kinds of things that carry an id. */
export type IdKind = keyof typeof idPrefixes;

/** Crockford's base32, in which ids are written. */
export const idAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The form of such an id: prefix and 26 Crockford base32 characters. */
export const idPattern = (kind: IdKind): RegExp => new RegExp(`^${idPrefixes[kind]}[0-9A-HJKMNP-TV-Z]{26}$`);

/** Whether a text is the id of something of this kind. */
export const isId = (kind: IdKind, text: string): boolean => idPattern(kind).test(text);
