import type { SignIn, SignInLink } from "./model.ts";
import type { DomainEvent } from "../events/event.ts";
import type { EventOf } from "../events/all.ts";
import { idPrefixes } from "../kernel/ids.ts";
import { addMinutes, type Instant } from "../kernel/time.ts";

/** The limits of signing in. */
export interface SignInLimits {
  readonly minutes: number;
  readonly perHour: number;
}

/** A request for a link. */
export interface SignInRequest {
  readonly locale: string;
  /** The requested page of the portal; empty for the first one. */
  readonly next: string;
}

/** An address that has never asked. */
export const noSignIn = (address: string): SignIn => ({
  address,
  version: 0,
  revision: 0,
  links: [],
  askedAt: [],
  epoch: 0,
});

const liveLinks = ({ links }: SignIn, now: Instant): SignInLink[] => links.filter(({ endsAt }) => now < endsAt);

/**
 * Requests a link. Null over the hourly limit while an older link still works, so that nobody can lock an administrator
 * out. Other addresses are counted too, so that the response time reveals nothing.
 */
export function requestSignIn(
  before: SignIn,
  { isAdministrator, now, ...request }: SignInRequest & { readonly isAdministrator: boolean; readonly now: Instant },
  { minutes, perHour }: SignInLimits,
): { readonly after: SignIn; readonly event: DomainEvent | null } | null {
  const anHourAgo = addMinutes(now, -60);
  const recent = before.askedAt.filter((at) => at > anHourAgo);
  const live = liveLinks(before, now);
  if (recent.length >= perHour && (live.length > 0 || !isAdministrator)) return null;
  const endsAt = addMinutes(now, minutes);
  const version = before.version + (isAdministrator ? 1 : 0);
  const links = isAdministrator ? [...live, { number: version, endsAt }] : [];
  const after = { ...before, version, links, revision: before.revision + 1, askedAt: [...recent, now].slice(-perHour) };
  return { after, event: isAdministrator ? signInRequested(after, { ...request, endsAt }) : null };
}

/** Whether the link of a number opens a session: it was mailed, was not used, and lives. */
export const opensSession = (signIn: SignIn, number: number, now: Instant): boolean =>
  liveLinks(signIn, now).some((link) => link.number === number);

/** A link is used up. */
export const useLink = (before: SignIn, number: number): SignIn => ({
  ...before,
  revision: before.revision + 1,
  links: before.links.filter((link) => link.number !== number),
});

/** All sessions and unused links of the address end. */
export const signOutEverywhere = (before: SignIn): SignIn => ({
  ...before,
  revision: before.revision + 1,
  links: [],
  epoch: before.epoch + 1,
});

/** The event identifies the link, but contains neither the link nor the address. */
const signInRequested = (
  { address, version }: SignIn,
  request: SignInRequest & { readonly endsAt: Instant },
): EventOf<"SignInRequested"> => ({
  type: "SignInRequested",
  aggregate: `${idPrefixes.address}${address}/sign-in`,
  sequence: version,
  // An address signs in for all of its customers.
  sandbox: false,
  data: { signIn: { address, number: version, ...request } },
});
