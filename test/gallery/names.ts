import { currentAgreement } from "../../shared/policy/agreements.ts";

/** The names on all pages of the gallery: a vowel at the beginning shows where words are to be elided. */
export const names = {
  operator: "Example Cloud",
  partner: "Adatum Services",
  customer: "Contoso",
  address: "ada@contoso.example",
  person: "Ada Lovelace",
  purpose: "Exchange 2019 → https://contoso.example/MigrationOfAllMailboxesOfSubsidiaries2028",
} as const;

/** A first, an eighth and an eleventh of a month, before which some languages have other words. */
export const days = {
  first: "2026-12-01T14:03:00.000Z",
  eighth: "2027-05-08T14:03:00.000Z",
  eleventh: "2028-11-11T14:03:00.000Z",
} as const;

export const agreement = { ...currentAgreement };

/** Pages by a name of their own. */
export type Pages = Readonly<Record<string, string>>;
