import type { AcceptanceInput } from "../../shared/invitation/commands/accept-invitation.ts";
import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { dueShardOf } from "../../shared/table/keys.ts";
import { MailService } from "../actors/mail-service.ts";
import { Partner, type InvitationBody } from "../actors/partner.ts";
import { later, now } from "./builders/fixed-clock.ts";

/** Something that the product does, to be weighed by what it asks of DynamoDB. */
export interface Operation {
  /** How many of it one act does; 1 where nothing is said. */
  readonly times?: number;
  /** Does what is needed before, and returns what is to be weighed. `other` is another partner. */
  readonly prepare: (partner: Partner, other: Partner, dependencies: Dependencies) => Promise<() => Promise<unknown>>;
}

const pageSize = 25;
type Accepted = Partial<AcceptanceInput>;

/** An invitation as partners make them, with all that people usually fill in. */
export const usual = {
  customer: { organization: "Adatum Energie Nord GmbH & Co. KG", contactName: "Katharina Oberhauser-Lindqvist" },
  message: {
    subject: "Support of your tenant from 1 December",
    text: `Dear Ms Oberhauser-Lindqvist,

as agreed with Mr Brandt on the telephone last Tuesday, we would like to take over the support of your tenant from 1 December. For that we need your confirmation. You will find what we ask for, and for how long, on the page behind this link:

{{link}}

Nothing changes for your colleagues. Invoices go to your accounts department in Stuttgart as before, and you can withdraw every permission at any time. If anything is unclear, call me on +49 711 5550 4321 or reply to this message.

Kind regards,
Sabine Hoffmann-Ruiz
Northwind Cloud Services, Munich`,
  },
  notes: { tags: ["spring", "north-west"] },
} satisfies InvitationBody;

/** The same with reasons for what it asks. */
const reasoned = {
  ...usual,
  purpose: "Migration of your mail server to Exchange Online in May, and its operation afterwards",
  purposes: {
    "directory.admin": "To connect your directory, until 31 May",
    "office365.admin": "To create and move the mailboxes of your 240 colleagues",
  },
} satisfies InvitationBody;

/** Ids as long as those that Cognito and callers give. */
const user = { id: "8d0b7b0e-5c7f-4f0c-9d0a-3c1f5a7e2b64", email: "sales@partner.example" };
const correlationId = "5f0c1c9e-0d6b-4a44-8a51-7f1f6f0a9b21";

/** What a partner, a customer, a job and SES make the product do, by name; each on a table of its own. */
export const operations = {
  "create and send": { prepare: async (partner) => () => partner.create(usual) },
  "create and send with purposes": { prepare: async (partner) => () => partner.create(reasoned) },
  "create a draft": { prepare: async (partner) => () => partner.create({ ...usual, send: null }) },
  "send a draft": {
    prepare: async (partner) => {
      const { id } = await partner.create({ ...usual, send: null });
      return () => partner.send(id, "email");
    },
  },
  "accept for a known customer": { prepare: async (partner, other) => answering(partner, await knownTo(other)) },
  "accept, founding a customer": { prepare: (partner) => answering(partner) },
  "accept with purposes": {
    prepare: async (partner) => {
      const { customer } = await partner.invite(reasoned);
      return () => customer.accept();
    },
  },
  "accept, founding the address's second": {
    prepare: async (partner, other) =>
      answering(partner, await knownTo(other), { customer: "new", organization: "Two" }),
  },
  "accept with a code": {
    prepare: async (partner) => {
      const { customer } = await partner.invite({ ...usual, send: "self" });
      await customer.requestCode();
      const code = await customer.code();
      return () => customer.accept({ code });
    },
  },
  decline: {
    prepare: async (partner) => {
      const { customer } = await partner.invite(usual);
      return () => customer.decline();
    },
  },
  "customer's page": {
    prepare: async (partner) => {
      const { customer } = await partner.invite(usual);
      return () => customer.open();
    },
  },
  "read one": {
    prepare: async (partner, _, dependencies) => {
      const { id } = await partner.create(usual);
      return () => readInvitation(dependencies, partner.partnerId, id, now);
    },
  },
  "list 25": listing({}),
  "list 25 pending": listing({ status: ["pending"] }),
  "list 25 of a tag": listing({ tag: "spring" }),
  "list 25 of an address": listing({ email: "it@customer.example" }),
  "record a delivery": {
    prepare: async (partner, _, dependencies) => {
      const { id } = await partner.create(usual);
      const mails = new MailService(dependencies);
      return () => mails.report(id, "delivered", { mailSequence: 2, linkVersion: 1 });
    },
  },
  "remind, one of 25 due": sweeping({ days: 3 }),
  "expire, one of 25 due": sweeping({ days: 30 }),
} as const satisfies Readonly<Record<string, Operation>>;

/** An operation's name. */
export type OperationName = keyof typeof operations;

/** Makes ready one operation of a partner who is new, on an empty table. */
export async function prepareOperation(
  { prepare }: Operation,
  dependencies: Dependencies,
  partnerIds: readonly [string, string],
): Promise<() => Promise<unknown>> {
  const [partner, other] = partnerIds.map((partnerId) => new Partner(dependencies, partnerId, user, correlationId));
  return prepare(partner!, other!, dependencies);
}

/** The address of a customer that another partner has a relationship with. */
async function knownTo(other: Partner): Promise<{ readonly email: string }> {
  return { email: (await other.connect(usual)).email };
}

async function answering(partner: Partner, known: { readonly email?: string } = {}, accepted: Accepted = {}) {
  const { customer } = await partner.invite({ ...usual, ...known });
  return () => customer.accept(accepted);
}

/** One page of a list that goes on behind it. */
function listing(filter: { readonly email?: string } & Parameters<Partner["list"]>[0]): Operation {
  return {
    prepare: async (partner) => {
      // One address has one open invitation at a time, but any number of drafts.
      const named = filter.email ? { email: filter.email, send: null } : {};
      for (let at = 0; at <= pageSize; at++) await partner.create({ ...usual, ...named });
      return () => partner.list({ ...filter, limit: pageSize });
    },
  };
}

/** A sweep of one page's worth of invitations that are due then. */
function sweeping(due: Parameters<typeof later>[0]): Operation {
  return {
    times: pageSize,
    prepare: async ({ partnerId }, _, dependencies) => {
      let made = 0;
      const make = idMaker(() => later({ ms: ++made }));
      // An id's last character names its shard: these are swept together.
      const newId: Dependencies["newId"] = (kind) => `${make(kind).slice(0, -1)}0`;
      const own = new Partner({ ...dependencies, newId }, partnerId, user, correlationId);
      for (let at = 0; at < pageSize; at++) await new MailService(dependencies).report((await own.create(usual)).id);
      const context = { awsRequestId: correlationId, getRemainingTimeInMillis: () => Infinity };
      return () => sweepDue(dependencies, () => later(due))({ shard: dueShardOf("0") }, context);
    },
  };
}
