import type { DomainEvent, HasEvents } from "./event.ts";
import type { EventOf } from "./event-data.ts";
import type { Instant } from "./time.ts";

/** How an address asks to sign in for its customer. Kept of every address that asks, administrator or not. */
export interface SignIn extends HasEvents {
  readonly customerId: string;
  /** Pseudonym of the address. */
  readonly address: string;
  /** Number of the newest link: links that were mailed, none for an address that is no administrator's. */
  readonly version: number;
  /** When the newest link ends. */
  readonly endsAt: Instant;
  /** Number of the newest link that was used; 0 for none. */
  readonly used: number;
  /** When the requests came that count against the hour's limit, oldest first. */
  readonly askedAt: readonly Instant[];
}

/** The limits of signing in. */
export interface SignInLimits {
  readonly minutes: number;
  readonly perHour: number;
}

/** What whoever asks says beside the address. */
export interface SignInWish {
  /** Language of the mail. */
  readonly locale: string;
  /** The page of the portal that was wanted; empty for its first one. */
  readonly next: string;
}

/** An address that has never asked. */
export const noSignIn = (customerId: string, address: string): SignIn => ({
  ...{ customerId, address, version: 0, used: 0, askedAt: [] },
  endsAt: new Date(0).toISOString(),
});

/**
 * Somebody asks for a link. Null when the hour's are used up, which nobody is told. Only an administrator's request has an
 * event, and so a mail; everybody else's is counted all the same, so that both take the same work.
 */
export function requestSignIn(
  before: SignIn,
  { isAdministrator, now, ...wish }: SignInWish & { readonly isAdministrator: boolean; readonly now: Instant },
  { minutes, perHour }: SignInLimits,
): { readonly after: SignIn; readonly event: DomainEvent | null } | null {
  const anHourAgo = minutesAfter(now, -60);
  const recent = before.askedAt.filter((at) => at > anHourAgo);
  if (recent.length >= perHour) return null;
  const version = before.version + (isAdministrator ? 1 : 0);
  const after = { ...before, version, endsAt: minutesAfter(now, minutes), askedAt: [...recent, now] };
  return { after, event: isAdministrator ? signInRequested(after, wish) : null };
}

/** Whether the link of a number opens a session: it is the newest, was not used, and lives. */
export const opensSession = ({ version, used, endsAt }: SignIn, number: number, now: Instant): boolean =>
  number === version && used < number && now < endsAt;

/** The event says which link is to be mailed, and neither the link nor the address. */
const signInRequested = (
  { customerId, address, version, endsAt }: SignIn,
  wish: SignInWish,
): EventOf<"SignInRequested"> => ({
  type: "SignInRequested",
  aggregate: `${customerId}/sign-in-${address}`,
  sequence: version,
  data: { signIn: { customerId, administrator: address, number: version, endsAt, ...wish } },
});

const minutesAfter = (now: Instant, minutes: number): Instant =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString();
