import { administratorOf } from "./administrator.ts";
import { clockOf } from "./clock.ts";
import { controlOf, type Driving } from "./control.ts";
import { customerOf } from "./customer.ts";
import { mailboxOf } from "./mailbox.ts";
import { operatorOf } from "./operator.ts";
import { partnerOf } from "./partner.ts";

/**
 * The driver of a local stack over HTTP and its mailbox: demo and tests act by it.
 *
 * - It takes a base URL and knows no product code. It reads forms from the served pages as a browser does (hidden fields,
 *   ticked boxes, buttons with a `formaction`), so a page may change its fields and what uses it stays as it is.
 * - A verb returns an `Answer` with any status: `status`, `refusal` (kind of the problem or heading of the page),
 *   `faults` (field, message, code), `json`, `text`, `headers`. `succeeded(answer)` and `idIn(answer)` throw with the
 *   reason where a success is needed.
 * - Customers act on a link, or on a page that they opened earlier, which is then answered as it stood.
 * - Partners are shared by what runs on a stack; invite addresses of your own, and where an address gets mails of several, say which by `text`.
 *
 * ```ts
 * const { partner, customer, mailbox, idle, administrator } = actorsOn(stack.url);
 * const { id, email, link } = await partner().invite({ permissions });
 * expect((await customer.accept(link)).status).toBe(303);
 * const portal = await administrator.signIn(email);
 * await portal.endRelationship(relationshipId);
 * expect((await partner().cancel(id)).refusal).toBe("wrong-state");
 * ```
 */
export const actorsOn = (url: string, driving?: Driving) => {
  const control = controlOf(url, driving);
  const mailbox = mailboxOf(control);
  const customer = customerOf(control);
  return {
    url,
    /** A user of a seeded partner: Contoso's administrator unless named otherwise. */
    partner: (partner = "contoso-partner", role = "admin") =>
      partnerOf(control, { mailbox, customer }, { partner, role }),
    /** Any user of the pool by address: those of partners that the operator registered, and those that an admin added. */
    user: (email: string) => partnerOf(control, { mailbox, customer }, { email }),
    customer,
    administrator: administratorOf(control, mailbox),
    operator: operatorOf(control),
    mailbox,
    clock: clockOf(control),
    control,
    idle: control.idle,
  };
};

/** Everybody who acts on a running local stack. */
export type Actors = ReturnType<typeof actorsOn>;
