import { faultRefusal, type Refusal } from "../../kernel/refusal.ts";
import type { AcceptedRelationship, Administered } from "../model.ts";
import type { RelationshipType } from "../../terms/model.ts";
import type { Sandbox } from "../../partner/rules/sandbox.ts";

/** Maximum number of customers that an address can found, and can administer. */
export const administeredLimits = { founded: 20, customers: 100 } as const;

/** The rights of an unknown address. */
export const administersNothing = (address: string): Administered => ({
  address,
  version: 0,
  email: null,
  locale: null,
  customers: [],
  sandboxes: {},
  accepted: {},
  founded: 0,
});

/** The customers in the same sandbox, or the real ones. */
export const customersIn = (
  { customers, sandboxes }: Pick<Administered, "customers" | "sandboxes">,
  sandbox: Sandbox,
): readonly string[] => customers.filter((id) => (sandboxes[id] ?? null) === sandbox);

/** Customers of an address that a request remembers: most addresses have one. */
const mostKnown = 2;

/** What a request remembers of the rights of the address that it goes to. */
export const knownOf = ({ version, customers }: Administered): { readonly known?: readonly string[] } =>
  version === 0 ? {} : { known: customers.slice(0, mostKnown) };

/** Adds a customer. Refuses over the limits. */
export function withCustomer(
  before: Administered,
  {
    customerId,
    email,
    locale,
    sandbox = null,
    isFounder,
  }: {
    readonly customerId: string;
    readonly email: string;
    readonly locale: string | null;
    readonly sandbox?: Sandbox;
    readonly isFounder: boolean;
  },
): Administered {
  const { founded, customers } = administeredLimits;
  if (isFounder && before.founded >= founded) {
    throw limitReached(founded, `An address can be the first administrator of at most ${founded} customers.`);
  }
  if (before.customers.length >= customers) {
    throw limitReached(customers, `An address can be administrator of at most ${customers} customers.`);
  }
  return {
    ...before,
    email,
    locale: locale ?? before.locale,
    version: before.version + 1,
    customers: [...before.customers.filter((id) => id !== customerId), customerId],
    ...(sandbox !== null && { sandboxes: { ...before.sandboxes, [customerId]: sandbox } }),
    founded: before.founded + (isFounder ? 1 : 0),
  };
}

const limitReached = (limit: number, message: string): Refusal =>
  faultRefusal("limit-reached", { pointer: "/customer", code: "limit-reached", message }, { limit });

/** Remembers the language in which the address last read a page; the same rights if it is the known one, or null. */
export const withLanguage = (before: Administered, locale: string | null): Administered =>
  locale === null || locale === before.locale ? before : { ...before, version: before.version + 1, locale };

/** Removes a customer. */
export function withoutCustomer(before: Administered, customerId: string): Administered {
  const customers = before.customers.filter((id) => id !== customerId);
  const sandboxes = Object.fromEntries(Object.entries(before.sandboxes).filter(([id]) => id !== customerId));
  const email = customers.length === 0 ? null : before.email;
  return { ...before, version: before.version + 1, customers, sandboxes, email };
}

/** Maximum number of relationships that are remembered per partner and type: as many as an address can have customers. */
const mostRemembered = administeredLimits.customers;

/** The relationships of one type that an address accepted from a partner, the oldest first. */
export const acceptedFrom = (
  { accepted }: Pick<Administered, "accepted">,
  partnerId: string,
  type: RelationshipType,
): readonly AcceptedRelationship[] => accepted[pairOf(partnerId, type)] ?? [];

const pairOf = (partnerId: string, type: RelationshipType): string => `${partnerId}/${type}`;

/** Remembers one more relationship; the same rights if it is known. */
export function withAcceptance(
  before: Administered,
  { partnerId, type, ...one }: AcceptedRelationship & { readonly partnerId: string; readonly type: RelationshipType },
): Administered {
  const known = acceptedFrom(before, partnerId, type);
  if (known.some(({ relationshipId }) => relationshipId === one.relationshipId)) return before;
  // The oldest are dropped: most of them have ended.
  const accepted = { ...before.accepted, [pairOf(partnerId, type)]: [...known, one].slice(-mostRemembered) };
  return { ...before, version: before.version + 1, accepted };
}
