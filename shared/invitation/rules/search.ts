import { nameKey } from "../../customer/rules/names.ts";
import type { InvitationTerms } from "../../terms/model.ts";

type Searched = Pick<InvitationTerms["customer"], "email" | "organization">;

/** Lengths of the starts under which a text is listed: the longest one that a search has is compared with the rest. */
const lengths = [2, 4, 12] as const;

const searchTexts = ({ email, organization }: Searched): string[] =>
  [organization, email].flatMap((text) => (text === null ? [] : [nameKey(text)]));

const startsOf = (text: string): string[] =>
  lengths.filter((length) => length <= text.length).map((length) => text.slice(0, length));

/** The starts of a customer's organisation and address under which an invitation to it is listed. */
export const searchStarts = (customer: Searched): string[] => [...new Set(searchTexts(customer).flatMap(startsOf))];

/** The start under which everything is listed that a search finds; undefined if it finds nothing. */
export const startOfSearch = (q: string): string | undefined => startsOf(nameKey(q)).at(-1);

/** Whether a customer's organisation or address begins with a text, without case and accents. */
export const isFoundBy = (customer: Searched, q: string): boolean =>
  searchTexts(customer).some((text) => text.startsWith(nameKey(q)));
