import type { Actors } from "../actors/actors.ts";
import { succeeded, type Answer } from "../actors/answers.ts";
import { idIn } from "../actors/caller.ts";
import type { Acceptance } from "../actors/customer.ts";
import type { PartnerSeed } from "../seeds.ts";

/** What a partner asks of a customer, as the API takes it. */
export interface InvitationBody {
  readonly customer: { readonly email: string; readonly organization: string; readonly locale: string };
  readonly permissions: readonly string[];
  readonly expiresIn: string;
  /** Without it the invitation is a draft. */
  readonly send?: "email" | "self" | undefined;
}

/** One invitation of the demo, and its partner. */
export interface DemoInvitation {
  readonly partner: PartnerSeed;
  readonly id: string;
  readonly email: string;
  readonly body: InvitationBody;
}

type Step = (actors: Actors, invitation: DemoInvitation) => Promise<unknown>;

/** What happens to an invitation, beside being written and sent by mail. */
interface Course {
  /** What its body says beyond what all say. */
  readonly body?: Partial<InvitationBody>;
  /** Name of the mailbox simulator's address that it goes to, where SES itself says what happens. */
  readonly simulator?: string;
  /** The one cloud where it can happen: others require permissions. Elsewhere the customer accepts everything. */
  readonly cloud?: string;
  /** Right after. */
  readonly atOnce?: Step;
  /** Two days later. */
  readonly soon?: Step;
  /** Four days later, after the first reminder. */
  readonly late?: Step;
}

/** Permissions that every cloud's offer must have, and what is asked on top. */
const required = ["directory.admin", "office365.admin"];
/** What every invitation asks for. */
export const asked = [...required, "users.admin", "reports.read"];

const everything: Acceptance = { permission: asked };

/** A sales person of the invitation's partner. */
const salesOf = (actors: Actors, { partner }: DemoInvitation) => actors.partner(partner.name, "sales");

/** The link in the newest mail of the invitation's partner: an address may have mails of several. */
const linkOf = (actors: Actors, { partner, email }: DemoInvitation, to = email): Promise<string> =>
  actors.mailbox.personalLink(to, { text: partner.displayName });

/** What a customer does on the page of its link. */
const byLink =
  (act: (customer: Actors["customer"], link: string) => Promise<Answer>): Step =>
  async (actors, invitation) =>
    succeeded(await act(actors.customer, await linkOf(actors, invitation)));

/** What a sales person of the partner does with the invitation. */
const bySales =
  (act: (sales: ReturnType<typeof salesOf>, invitation: DemoInvitation) => Promise<Answer>): Step =>
  async (actors, invitation) =>
    succeeded(await act(salesOf(actors, invitation), invitation));

const accepts =
  (said: Acceptance = everything, emailOf = ({ email }: DemoInvitation) => email): Step =>
  async (actors, invitation) =>
    succeeded(await actors.customer.accept(await linkOf(actors, invitation, emailOf(invitation)), said));

/** Asks for a code on the page of a link, and reads it in the mail. */
const codeFor = async (actors: Actors, { partner, email }: DemoInvitation, link: string): Promise<string> => {
  succeeded(await actors.customer.requestCode(link));
  await actors.idle();
  return actors.mailbox.code(email, { text: partner.displayName });
};

/** The partner asks the operator for help on the customer's behalf, and is answered. */
const asksForSupport: Step = async (actors, invitation) => {
  const partner = actors.partner(invitation.partner.name);
  const { json } = succeeded(await partner.read(invitation.id));
  const request = idIn(await partner.openSupport(String(json["customerId"])));
  succeeded(await actors.operator.answerSupport(request, "A queue was full. Please check again."));
};

/** The relationship that came of an invitation. */
const relationshipOf = async (actors: Actors, invitation: DemoInvitation): Promise<string> => {
  const { json } = succeeded(await salesOf(actors, invitation).read(invitation.id));
  return String(json["relationshipId"]);
};

/** The partner gives back a permission that it needs no longer. */
const givesBack: Step = async (actors, invitation) => {
  const helpdesk = actors.partner(invitation.partner.name, "helpdesk");
  succeeded(await helpdesk.giveBack(await relationshipOf(actors, invitation), "office365.admin"));
};

/** The partner asks what blocks the end of the relationship, and ends it. */
const endsIt: Step = async (actors, invitation) => {
  const admin = actors.partner(invitation.partner.name);
  const id = await relationshipOf(actors, invitation);
  succeeded(await admin.terminate(id, { dryRun: true }));
  succeeded(await admin.terminate(id, { reason: "The contract has ended." }));
};

/** The customer pauses a permission in the portal. */
const pauses: Step = async (actors, invitation) => {
  const portal = await actors.administrator.signIn(invitation.email);
  succeeded(await portal.pause(await relationshipOf(actors, invitation), "users.admin"));
};

/** Somebody else at the same customer. */
const colleagueOf = ({ email }: DemoInvitation): string => `cfo@${email.split("@")[1]}`;
/** Where mail arrives in the place of an address of the mailbox simulator. */
const rightAddressOf = ({ email }: DemoInvitation): string => `it@moved-${email.split(/[+@]/)[1]}.example`;

/** Everything that can happen to an invitation, in words of the summary. */
export const courses = {
  "accepted whole": { soon: accepts() },
  "accepted in part": { soon: accepts({ permission: required }), late: givesBack },
  "accepted without the rest, which is asked for again and granted": {
    cloud: "public",
    soon: async (actors, invitation) => {
      await byLink((customer, link) => customer.acceptWithoutPermissions(link))(actors, invitation);
      idIn(await salesOf(actors, invitation).create(invitation.body));
    },
    late: accepts(),
  },
  "left unanswered until it expires": { body: { expiresIn: "P14D" } },
  declined: {
    soon: byLink((customer, link) => customer.decline(link, { reason: "We have a partner already." })),
  },
  "accepted after a reminder": { late: accepts() },
  "given to the customer by the partner, and proved by a code": {
    body: { send: "self" },
    soon: async (actors, invitation) => {
      const { json } = succeeded(await salesOf(actors, invitation).draft(invitation.id));
      const link = String(json.link);
      const code = await codeFor(actors, invitation, link);
      succeeded(await actors.customer.accept(link, { ...everything, code }));
    },
  },
  cancelled: {
    soon: bySales((sales, { id }) => sales.cancel(id, "Asked for the wrong service")),
  },
  bounced: { simulator: "bounce" },
  "accepted for a shorter time": { soon: accepts({ ...everything, duration: "P90D" }), late: asksForSupport },
  "left a draft": { body: { send: undefined } },
  "complained about": { simulator: "complaint" },
  "seen and not answered yet": {
    soon: byLink((customer, link) => customer.see(link)),
  },
  "edited, then sent and accepted": {
    body: { send: undefined },
    atOnce: async (actors, invitation) => {
      const sales = salesOf(actors, invitation);
      succeeded(await sales.edit(invitation.id, { duration: "P365D" }));
      succeeded(await sales.send(invitation.id));
    },
    soon: accepts(),
    late: endsIt,
  },
  "sent again with another link, and accepted": {
    soon: bySales((sales, { id }) => sales.resend(id, { rotate: true })),
    late: accepts(),
  },
  "bounced, sent to the right address, and accepted": {
    simulator: "bounce",
    soon: bySales((sales, invitation) => sales.correctAddress(invitation.id, rightAddressOf(invitation))),
    late: accepts(everything, rightAddressOf),
  },
  "handed over to a colleague, who accepted": {
    soon: async (actors, invitation) => {
      const link = await linkOf(actors, invitation);
      const code = await codeFor(actors, invitation, link);
      succeeded(await actors.customer.handOver(link, colleagueOf(invitation), code));
    },
    late: accepts(everything, colleagueOf),
  },
  "expired, asked for anew, renewed and accepted": {
    body: { expiresIn: "P1D" },
    soon: async (actors, invitation) => {
      await byLink((customer, link) => customer.askForNewLink(link))(actors, invitation);
      succeeded(await salesOf(actors, invitation).renew(invitation.id));
      await actors.idle();
      await accepts()(actors, invitation);
    },
    late: pauses,
  },
  "reported by a customer who knows no such partner": {
    soon: async (actors, invitation) => {
      await byLink((customer, link) => customer.report(link))(actors, invitation);
      // The operator looks at a partner that was reported, and releases it where that has frozen it.
      const { json } = succeeded(await salesOf(actors, invitation).profile());
      if (json.frozen) succeeded(await actors.operator.release(String(json.id)));
    },
  },
  "unsubscribed from reminders, and left": {
    body: { expiresIn: "P14D" },
    late: async (actors, { email, partner }) => {
      const mail = await actors.mailbox.latest(email, { text: partner.displayName, link: "/i/" });
      succeeded(await actors.customer.unsubscribe(mail));
    },
  },
} as const satisfies Readonly<Record<string, Course>>;

/** One of them. */
export type Outcome = keyof typeof courses;
/** All of them, in the order in which they are played. */
export const outcomes = Object.keys(courses) as Outcome[];
/** What happens to an invitation with this outcome. */
export const courseOf = (outcome: Outcome): Course => courses[outcome];

/** The number-th outcome of a partner in a cloud; after the last comes the first. */
export const outcomeOf = (number: number, cloud: string): Outcome => {
  const outcome = outcomes[number % outcomes.length] as Outcome;
  return [undefined, cloud].includes(courseOf(outcome).cloud) ? outcome : "accepted whole";
};
