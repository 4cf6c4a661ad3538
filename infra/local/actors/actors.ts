import { administratorOf } from "./administrator.ts";
import { consoleOf } from "./console.ts";
import { clockOf } from "./clock.ts";
import { controlOf, type Driving } from "./control.ts";
import { customerOf } from "./customer.ts";
import { mailboxOf } from "./mailbox.ts";
import { operatorOf } from "./operator.ts";
import { partnerOf } from "./partner.ts";

/**
 * The driver of a local stack over HTTP and its mailbox, by which demo and tests act. It knows no product code: forms are
 * read from the served pages as a browser does. A verb returns an `Answer` with any status; `succeeded` and `idIn` throw
 * where a success is needed. Partners are shared by all that runs on a stack, so invite addresses of your own.
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
    console: consoleOf(control),
    operator: operatorOf(control),
    mailbox,
    clock: clockOf(control),
    control,
    idle: control.idle,
  };
};

/** Everybody who acts on a running local stack. */
export type Actors = ReturnType<typeof actorsOn>;
