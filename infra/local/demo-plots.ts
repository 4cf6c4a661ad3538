import type { Cast, Request } from "./demo-cast.ts";

/** One invitation of the story. */
export interface Scene {
  readonly partner: string;
  readonly id: string;
  readonly email: string;
  /** As it was written. */
  readonly request: Request;
}

type Act = (cast: Cast, scene: Scene) => Promise<void>;

/** What becomes of an invitation, beside being written and sent by mail. */
interface Plot {
  /** What it says beyond what all say. */
  readonly says?: Partial<Request>;
  /** Name of the mailbox simulator's address that it goes to, where SES itself says what happens. */
  readonly simulator?: string;
  /** The one cloud where it can happen: others require permissions. Elsewhere the customer accepts whole. */
  readonly cloud?: string;
  /** Right after. */
  readonly atOnce?: Act;
  /** Two days later. */
  readonly soon?: Act;
  /** Four days later, after the first reminder, which comes on the third day. */
  readonly late?: Act;
}

/** Permissions that every cloud's offer must have, and what is asked on top. */
const required = ["directory.admin", "office365.admin"];
/** What every invitation asks for. */
export const asked = [...required, "users.admin", "reports.read"];

const accept = { decision: "accept", permission: asked };
const answers =
  (fields: Readonly<Record<string, string | readonly string[]>>): Act =>
  async (cast, { email }) =>
    cast.answer(await cast.linkTo(email), fields);
const does =
  (action: string, body: object = {}): Act =>
  async (cast, { partner, id }) =>
    cast.act(partner, id, action, body);

/** Somebody else at the same customer. */
const colleagueOf = (email: string): string => `cfo@${email.split("@")[1]}`;
const rightAddress = (id: string): string => `it@moved-${id.slice(-8).toLowerCase()}.example`;

/** Everything that can happen to an invitation, in words of the summary. */
export const plots = {
  "accepted whole": { soon: answers(accept) },
  "accepted in part": { soon: answers({ ...accept, permission: required }) },
  "accepted without the rest, which is asked for again and granted": {
    cloud: "public",
    soon: async (cast, scene) => {
      await cast.answer(await cast.linkTo(scene.email), { ...accept, decision: "accept-none" });
      await cast.invite(scene.partner, scene.request);
    },
    late: answers(accept),
  },
  "left unanswered until it expires": { says: { expiresIn: "P14D" } },
  declined: { soon: answers({ decision: "decline", reason: "We have a partner already." }) },
  "accepted after a reminder": { late: answers(accept) },
  "given to the customer by the partner, and proved by a code": {
    says: { send: "self" },
    soon: async (cast, { partner, id, email }) => {
      const link = await cast.ownLink(partner, id);
      await cast.answer(link, { ...accept, code: await cast.codeFor(link, email) });
    },
  },
  cancelled: { soon: does("cancel", { reason: "Asked for the wrong service" }) },
  bounced: { simulator: "bounce" },
  "accepted for a shorter time": { soon: answers({ ...accept, duration: "P90D" }) },
  "left a draft": { says: { send: undefined } },
  "complained about": { simulator: "complaint" },
  "seen and not answered yet": { soon: async (cast, { email }) => cast.see(await cast.linkTo(email)) },
  "edited, then sent and accepted": {
    says: { send: undefined },
    atOnce: async (cast, { partner, id }) => {
      await cast.edit(partner, id, { duration: "P365D" });
      await cast.act(partner, id, "send", { mode: "email" });
    },
    soon: answers(accept),
  },
  "sent again with another link, and accepted": { soon: does("resend", { rotate: true }), late: answers(accept) },
  "bounced, sent to the right address, and accepted": {
    simulator: "bounce",
    soon: (cast, { partner, id }) => cast.act(partner, id, "correct-address", { email: rightAddress(id) }),
    late: async (cast, { id }) => cast.answer(await cast.linkTo(rightAddress(id)), accept),
  },
  "handed over to a colleague, who accepted": {
    soon: async (cast, { email }) => {
      const link = await cast.linkTo(email);
      await cast.handOver(link, colleagueOf(email), await cast.codeFor(link, email));
    },
    late: async (cast, { email }) => cast.answer(await cast.linkTo(colleagueOf(email)), accept),
  },
  "expired, asked for anew, renewed and accepted": {
    says: { expiresIn: "P1D" },
    soon: async (cast, scene) => {
      await cast.askForNewLink(await cast.linkTo(scene.email));
      await does("renew")(cast, scene);
      await cast.settle();
      await answers(accept)(cast, scene);
    },
  },
  "reported by a customer who knows no such partner": {
    soon: async (cast, scene) => {
      await answers({ decision: "report" })(cast, scene);
      await cast.release(scene.partner);
    },
  },
  "unsubscribed from reminders, and left": {
    says: { expiresIn: "P14D" },
    late: async (cast, { email }) => cast.unsubscribe(email),
  },
} as const satisfies Readonly<Record<string, Plot>>;

/** One of them. */
export type Outcome = keyof typeof plots;
/** All of them, in the order in which they are played. */
export const outcomes = Object.keys(plots) as Outcome[];
/** What becomes of an invitation with this outcome. */
export const plotOf = (outcome: Outcome): Plot => plots[outcome];

/** The number-th outcome of a partner in a cloud; after the last comes the first. */
export const outcomeOf = (number: number, cloud: string): Outcome => {
  const outcome = outcomes[number % outcomes.length] as Outcome;
  return [undefined, cloud].includes(plotOf(outcome).cloud) ? outcome : "accepted whole";
};
