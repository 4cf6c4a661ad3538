import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { dueShardOf } from "../../shared/table/keys.ts";
import { Customer } from "./stack/customer.ts";
import { Desk } from "./desk.ts";
import { later, now } from "./builders/fixed-clock.ts";

/** Something that the product does, to be weighed by what it asks of DynamoDB. */
export interface Operation {
  /** How many of it one act does; 1 where nothing is said. */
  readonly times?: number;
  /** Does what is needed before, and answers the act. */
  readonly prepare: (desk: Desk, dependencies: Dependencies) => Promise<() => Promise<unknown>>;
}

const pageSize = 25;

/** What a partner, a customer, a job and SES make the product do, by name; each on a table of its own. */
export const operations = {
  "create and send": { prepare: async (desk) => () => desk.create() },
  "create a draft": { prepare: async (desk) => () => desk.create({ send: null }) },
  "send a draft": {
    prepare: async (desk) => {
      const { id } = (await desk.create({ send: null })).reading;
      return () => desk.send(id, "email");
    },
  },
  accept: {
    prepare: async (desk, dependencies) => {
      const customer = await customerOf(desk, dependencies);
      return () => customer.accept();
    },
  },
  "accept with a code": {
    prepare: async (desk, dependencies) => {
      const customer = await customerOf(desk, dependencies, "self");
      await customer.requestCode();
      const code = await customer.code();
      return () => customer.accept({ code });
    },
  },
  decline: {
    prepare: async (desk, dependencies) => {
      const customer = await customerOf(desk, dependencies);
      return () => customer.decline();
    },
  },
  "customer's page": {
    prepare: async (desk, dependencies) => {
      const customer = await customerOf(desk, dependencies);
      return () => customer.read();
    },
  },
  "read one": {
    prepare: async (desk, dependencies) => {
      const { id } = (await desk.create()).reading;
      return () => readInvitation(dependencies, desk.partnerId, id, now);
    },
  },
  "list 25": listing({}),
  "list 25 pending": listing({ statuses: ["pending"] }),
  "list 25 of a tag": listing({ tag: "spring" }),
  "list 25 of an address": listing({ email: "it@customer.example" }),
  "record a delivery": {
    prepare: async (desk, dependencies) => {
      const { id } = (await desk.create()).reading;
      const ofMail = { mailSequence: 2, linkVersion: 1, at: now, reason: null, messageId: null };
      const report = { outcome: "delivered", ...ofMail } as const;
      const actor = { kind: "system", id: "ses" } as const;
      return () => recordDelivery(dependencies, id, report, { now, actor, correlationId: "c-1", causationId: null });
    },
  },
  "remind, one of 25 due": sweeping({ days: 3 }),
  "expire, one of 25 due": sweeping({ days: 30 }),
} as const satisfies Readonly<Record<string, Operation>>;

/** An operation's name. */
export type OperationName = keyof typeof operations;

async function customerOf(desk: Desk, dependencies: Dependencies, send: "email" | "self" = "email"): Promise<Customer> {
  return Customer.of(dependencies, (await desk.create({ send })).reading.id);
}

/** One page of a list that goes on behind it. */
function listing(filter: { readonly email?: string } & Parameters<Desk["list"]>[0]): Operation {
  return {
    prepare: async (desk) => {
      // One address has one open invitation at a time, but any number of drafts.
      const named = filter.email ? { email: filter.email, send: null } : {};
      for (let at = 0; at <= pageSize; at++) await desk.create({ ...named, notes: { tags: ["spring"] } });
      return () => desk.list({ ...filter, limit: pageSize });
    },
  };
}

/** A sweep of one page's worth of invitations that are due then. */
function sweeping(due: Parameters<typeof later>[0]): Operation {
  return {
    times: pageSize,
    prepare: async (desk, dependencies) => {
      let made = 0;
      const make = idMaker(() => later({ ms: ++made }));
      // An id's last character names its shard: these are swept together.
      const newId: Dependencies["newId"] = (kind) => `${make(kind).slice(0, -1)}0`;
      const own = Desk.open({ ...dependencies, newId }, desk.partnerId);
      for (let at = 0; at < pageSize; at++) await own.mailed((await own.create()).reading.id);
      const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => Infinity };
      return () => sweepDue(dependencies, () => later(due))({ shard: dueShardOf("0") }, context);
    },
  };
}
