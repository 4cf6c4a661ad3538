import type { EventType } from "./all.ts";
import type { Instant } from "../kernel/time.ts";

/** One thing that happened to one aggregate. `sequence` is the aggregate's version after it. */
export interface DomainEvent {
  readonly type: EventType;
  /** Id of the aggregate; parts of an invitation are `inv_…/delivery` and `inv_…/notes`, a customer's senders are `cus_…/senders`, what a partner notes of it is `cus_…/ptn_…`, an address signs in as `adr_…/sign-in`, parts of a partner are `ptn_…/codes` and `ptn_…/user-<id>`. */
  readonly aggregate: string;
  readonly sequence: number;
  /** Whether it happened to test data: something that a sandbox partner has made. */
  readonly sandbox: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An aggregate that has events. */
export interface HasEvents {
  /** When its newest event occurred; absent before the first. Kept by the write of the event. */
  readonly eventAt?: Instant | undefined;
  /** The digest by which the next event names it (decision 0029). */
  readonly eventDigest?: string | undefined;
}

/** Who made it happen. A customer's person is a pseudonym of the address, another one for each partner. */
export interface Actor {
  readonly kind: "partner" | "customer" | "job" | "system" | "callback" | "operator";
  readonly id: string;
  /** The customer that a person acts for, once there is one. */
  readonly customerId?: string;
}
