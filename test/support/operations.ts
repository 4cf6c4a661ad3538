import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { dueShardOf } from "../../shared/table/keys.ts";
import type { Customer } from "../actors/customer.ts";
import { MailService } from "../actors/mail-service.ts";
import { Partner } from "../actors/partner.ts";
import { later, now } from "./builders/fixed-clock.ts";

/** Something that the product does, to be weighed by what it asks of DynamoDB. */
export interface Operation {
  /** How many of it one act does; 1 where nothing is said. */
  readonly times?: number;
  /** Does what is needed before, and answers the act. */
  readonly prepare: (partner: Partner, dependencies: Dependencies) => Promise<() => Promise<unknown>>;
}

const pageSize = 25;

/** What a partner, a customer, a job and SES make the product do, by name; each on a table of its own. */
export const operations = {
  "create and send": { prepare: async (partner) => () => partner.create() },
  "create a draft": { prepare: async (partner) => () => partner.create({ send: null }) },
  "send a draft": {
    prepare: async (partner) => {
      const { id } = await partner.create({ send: null });
      return () => partner.send(id, "email");
    },
  },
  accept: {
    prepare: async (partner) => {
      const customer = await customerOf(partner);
      return () => customer.accept();
    },
  },
  "accept with a code": {
    prepare: async (partner) => {
      const customer = await customerOf(partner, "self");
      await customer.requestCode();
      const code = await customer.code();
      return () => customer.accept({ code });
    },
  },
  decline: {
    prepare: async (partner) => {
      const customer = await customerOf(partner);
      return () => customer.decline();
    },
  },
  "customer's page": {
    prepare: async (partner) => {
      const customer = await customerOf(partner);
      return () => customer.open();
    },
  },
  "read one": {
    prepare: async (partner, dependencies) => {
      const { id } = await partner.create();
      return () => readInvitation(dependencies, partner.partnerId, id, now);
    },
  },
  "list 25": listing({}),
  "list 25 pending": listing({ status: ["pending"] }),
  "list 25 of a tag": listing({ tag: "spring" }),
  "list 25 of an address": listing({ email: "it@customer.example" }),
  "record a delivery": {
    prepare: async (partner, dependencies) => {
      const { id } = await partner.create();
      const mails = new MailService(dependencies);
      return () => mails.report(id, "delivered", { mailSequence: 2, linkVersion: 1 });
    },
  },
  "remind, one of 25 due": sweeping({ days: 3 }),
  "expire, one of 25 due": sweeping({ days: 30 }),
} as const satisfies Readonly<Record<string, Operation>>;

/** An operation's name. */
export type OperationName = keyof typeof operations;

const customerOf = async (partner: Partner, send: "email" | "self" = "email"): Promise<Customer> =>
  (await partner.invite({ send })).customer;

/** One page of a list that goes on behind it. */
function listing(filter: { readonly email?: string } & Parameters<Partner["list"]>[0]): Operation {
  return {
    prepare: async (partner) => {
      // One address has one open invitation at a time, but any number of drafts.
      const named = filter.email ? { email: filter.email, send: null } : {};
      for (let at = 0; at <= pageSize; at++) await partner.create({ ...named, notes: { tags: ["spring"] } });
      return () => partner.list({ ...filter, limit: pageSize });
    },
  };
}

/** A sweep of one page's worth of invitations that are due then. */
function sweeping(due: Parameters<typeof later>[0]): Operation {
  return {
    times: pageSize,
    prepare: async (partner, dependencies) => {
      let made = 0;
      const make = idMaker(() => later({ ms: ++made }));
      // An id's last character names its shard: these are swept together.
      const newId: Dependencies["newId"] = (kind) => `${make(kind).slice(0, -1)}0`;
      const own = new Partner({ ...dependencies, newId }, partner.partnerId);
      for (let at = 0; at < pageSize; at++) await new MailService(dependencies).report((await own.create()).id);
      const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => Infinity };
      return () => sweepDue(dependencies, () => later(due))({ shard: dueShardOf("0") }, context);
    },
  };
}
