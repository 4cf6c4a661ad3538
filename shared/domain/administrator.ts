import type { Fault } from "./refusal.ts";
import { Refusal } from "./refusal.ts";
import type { Instant } from "./time.ts";

/** Who may speak for a customer. */
export interface Administrator {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  /** Null for those who were known before this was kept. */
  readonly since: Instant | null;
  /** The language in which its owner answered a request; null where that is not known. */
  readonly locale: string | null;
}

/** How many a customer may have: more than any needs, so few that one page shows them. */
const mostAdministrators = 50;

/** Refuses to let somebody in who is not of the customer, or is in already. `isOwn`: the address is of its mail domain. */
export function assertNameable(id: string, isOwn: boolean, administrators: readonly Administrator[]): void {
  const fault = isOwn
    ? administrators.some((known) => known.id === id)
      ? { message: "This address is an administrator's already.", code: "administrator-known" }
      : administrators.length >= mostAdministrators
        ? { message: `At most ${mostAdministrators} administrators.`, code: "administrators-full" }
        : null
    : { message: "The address must have your own mail domain.", code: "address-elsewhere" };
  if (fault !== null) throw fieldRefusal(fault);
}

/** A refusal by the field of the address. */
export const fieldRefusal = (fault: Omit<Fault, "pointer">): Refusal =>
  new Refusal("validation", fault.message, { faults: [{ pointer: "/email", ...fault }] });

/**
 * Somebody who stays administrator when one goes; the removal is held to it, so that of two who remove each other at the
 * same moment one stays. Refuses the last one, and who is none.
 */
export function keeperOf(id: string, by: string, administrators: readonly Administrator[]): string {
  if (!administrators.some((known) => known.id === id)) {
    throw new Refusal("not-found", "There is no such administrator.");
  }
  const others = administrators.filter((known) => known.id !== id).map((known) => known.id);
  const keeper = others.includes(by) ? by : others[0];
  if (keeper === undefined) throw new Refusal("last-administrator", "The last administrator cannot be removed.");
  return keeper;
}
