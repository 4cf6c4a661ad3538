import { addDays } from "../../../shared/domain/time.ts";

/** Addresses of two customers, so that colleagues, strangers and other partners meet. */
export const addresses = ["a@one.example", "b@one.example", "a@two.example"] as const;
export type Address = (typeof addresses)[number];

/** A partner whose customers may refuse everything, and one whose cloud requires two permissions. */
export const partners = ["contoso-partner", "fabrikam-partner"] as const;
export type PartnerName = (typeof partners)[number];

/** How long invitations and grants of the model live, in days; short, so that both end while it runs. */
export const lives = { invitation: 10, grants: 20, draft: 90 } as const;

/** What the model knows of one invitation. */
export interface Modelled {
  readonly id: string;
  readonly partner: PartnerName;
  email: Address;
  status: "draft" | "pending" | "accepted" | "declined" | "cancelled" | "expired";
  mode: "email" | "self";
  /** 0 while it was never sent. */
  linkVersion: number;
  readonly createdAt: string;
  expiresAt: string;
  isViewed: boolean;
  hasAsked: boolean;
  needsCode: boolean;
  /** Whether permissions are asked again of a relationship that exists. */
  isRestoration: boolean;
  /** The newest code, while it lives, with the tries it took. */
  code: { readonly linkVersion: number; readonly text: string; tries: number } | null;
  readonly codesOn: Map<string, number>;
  /** What was granted, once it was accepted. */
  granted: "all" | "some" | "none" | null;
  /** Own events, oldest first. */
  readonly types: string[];
  /** To whom an invitation mail went, one entry per event that asks for one. */
  readonly mailedTo: { readonly email: Address; readonly linkVersion: number }[];
}

/** The whole model: what has to be true outside. */
export interface World {
  now: string;
  readonly invitations: Modelled[];
  /** When the grants of the live relationship between partner and customer end; null where it has none. */
  readonly relationships: Map<string, string | null>;
}

export const customerOf = (email: Address): string => email.slice(email.indexOf("@") + 1);
export const relationshipKey = (partner: PartnerName, email: Address): string => `${partner} ${customerOf(email)}`;

/** Whether the customer can be asked: for a relationship, for permissions again, or not because it has them. */
export function askable(world: World, partner: PartnerName, email: Address): "new" | "restoration" | "exists" {
  const key = relationshipKey(partner, email);
  if (!world.relationships.has(key)) return "new";
  const endsAt = world.relationships.get(key) ?? null;
  return endsAt !== null && endsAt > world.now ? "exists" : "restoration";
}

/** The one open invitation of a partner to an address. */
export const openOne = (world: World, partner: PartnerName, email: Address): Modelled | undefined =>
  world.invitations.find((one) => one.status === "pending" && one.partner === partner && one.email === email);

/** A customer's first act says that the page was seen. */
export function view(one: Modelled): void {
  if (one.isViewed) return;
  one.isViewed = true;
  one.types.push("InvitationViewed");
}

/** Writes down that something went out to the customer, by Rapport or by the partner's hand. */
export function goOut(one: Modelled, type: string): void {
  one.types.push(type);
  if (one.mode === "email") one.mailedTo.push({ email: one.email, linkVersion: one.linkVersion });
}

/** Lets time pass: what is over is over, once the sweep has come. */
export function pass(world: World, now: string): void {
  world.now = now;
  for (const one of world.invitations) {
    // A code lives half an hour; nobody waits for less.
    one.code = null;
    if (one.status === "pending" && one.expiresAt <= now) end(one, "expired", "InvitationExpired");
    if (one.status === "draft" && addDays(one.createdAt, lives.draft) <= now)
      end(one, "cancelled", "InvitationCancelled");
  }
}

/** Writes down an end. */
export function end(one: Modelled, status: Modelled["status"], type: string): void {
  one.status = status;
  one.types.push(type);
}
