import * as z from "zod/mini";
import { epochSeconds, type Instant } from "../kernel/time.ts";
import { instant } from "../schema/primitives.ts";
import type { Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import { isNew, type Write } from "../table/writes.ts";

/** Where a session lies, by the hash of its cookie. */
export const sessionKey = (hash: string): Key => ({ PK: `SESSION#${hash}`, SK: "SESSION" });

/** Who is signed in to the customer portal; the address stands in it only as its pseudonym. */
export interface Session {
  /** Pseudonym of the address. */
  readonly address: string;
  /** The address's epoch when it signed in. */
  readonly epoch: number;
  readonly startedAt: Instant;
  readonly endsAt: Instant;
}

const sessionSchema: z.ZodMiniType<Session> = z.object({
  address: z.string(),
  epoch: z.number(),
  startedAt: instant,
  endsAt: instant,
});

/** A session by the hash of its cookie, whether or not it has ended: TTL only tidies up. */
export const sessionPlace = (hash: string) => place(sessionKey(hash), (item) => sessionSchema.parse(item));

/** The write of a new session under the hash of its cookie. */
export const sessionWrite = (hash: string, session: Session): Write => ({
  kind: "put",
  item: {
    ...sessionKey(hash),
    entity: "session",
    schema: 1,
    ...session,
    ttl: epochSeconds(session.endsAt),
  },
  condition: isNew,
});
