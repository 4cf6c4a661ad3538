import type { FunctionName } from "../shared/names.ts";
import type { AlarmWords } from "./alarm-words.ts";

/** How large a function is, how long it may run, and who notices when it fails. */
export interface FunctionSize {
  /** What it does, as the Lambda console shows it. */
  readonly purpose: string;
  /** What the operator is told when it fails. */
  readonly failure: AlarmWords;
  /** MB; a Lambda's share of a processor grows with it (1,769 MB is one whole). */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
}

/** Below the 30 s after which API Gateway stops waiting, so that it is the function that answers or fails. */
const requestTimeout = 15;

/** A hundred rows take seconds where the table is slow; the gateway waits no longer than this and a second. */
const batchTimeout = 29;

/** A sweep comes four minutes after the one before it, or later: with half a minute between, one shard is never swept by two. */
const sweepTimeout = 210;

/** Cognito waits five seconds for a trigger. */
const triggerTimeout = 5;

/** Of a function that answers requests. What callers were not answered they may send again. */
const whenServing = (hurt: string): AlarmWords => ({
  hurt,
  firstLook: "The function's log: the error, and its correlation id, under which every line of the request is found.",
  fix: "If it began with a deployment, deploy the version before. If a service of AWS does not answer, wait: requests may be repeated.",
  normal: "No failed run for five minutes.",
});

/** Of a function that works through a queue, a stream or a schedule. What it could not do comes again. */
const whenWorking = (hurt: string, fix: string): AlarmWords => ({
  hurt,
  firstLook: "The function's log: an error that ended the run, or a run that reached its time-out.",
  fix,
  normal: "No failed run for five minutes.",
});

/** One row per function, so that a name without a size does not compile. */
export const functionSizes: Readonly<Record<FunctionName, FunctionSize>> = {
  "serve-invitations": {
    purpose: "Invitations API of partners",
    failure: whenServing("Partners cannot invite or see invitations."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-batch": {
    purpose: "Many invitations in one call",
    failure: whenServing("Partners cannot invite by the list; one by one they can."),
    memory: 512,
    timeout: batchTimeout,
  },
  "serve-previews": {
    purpose: "Mail and reminders of an invitation before they go out",
    failure: whenServing("Partners cannot look at a mail before it is sent."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-customers": {
    purpose: "Customers API of partners",
    failure: whenServing("Partners cannot see their customers."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-partner": {
    purpose: "Profile, templates, catalogues and numbers of partners",
    failure: whenServing("Partners cannot change their profile or templates."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-users": {
    purpose: "Who may sign in for a partner",
    failure: whenServing("Partners cannot be registered, and nobody can be let in or out."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-operator": {
    purpose: "API of the operator",
    failure: whenServing("Partners cannot be verified or frozen, nor customers recovered."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-offer": {
    purpose: "Page behind a personal link",
    failure: whenServing("Customers cannot read or answer an offer."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-unsubscribe": {
    purpose: "The way out of reminders",
    failure: whenServing("Customers cannot stop reminders or requests, and may report them as unwanted."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-confirm": {
    purpose: "What a mailbox confirms, or stops, by a mailed link",
    failure: whenServing("Nobody can confirm an address or stop a recovery; the mailed links stay valid meanwhile."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-portal": {
    purpose: "Portal of customers' administrators",
    failure: whenServing("Customers cannot see what their partners may do, nor take it back."),
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-public": {
    purpose: "Health, assets, agreements and everything unknown",
    failure: whenServing("Pages lose their style, and agreements cannot be read."),
    memory: 512,
    timeout: requestTimeout,
  },
  "receive-callback": {
    purpose: "What external acceptance portals read and report",
    failure: whenServing("Customers cannot decide at an external portal."),
    memory: 512,
    timeout: requestTimeout,
  },
  "publish-events": {
    purpose: "From the table's stream to the bus",
    failure: whenWorking(
      "Everybody: events, and the mails that follow them, are late. Nothing is lost for 12 hours.",
      "If it began with a deployment, deploy the version before. Events that fail by themselves are set aside: see the queue poison.",
    ),
    memory: 512,
    timeout: 60,
  },
  "send-mail": {
    purpose: "From an event to a mail",
    failure: whenWorking(
      "Customers do not get their mails, which wait in their queue.",
      "If it began with a deployment, deploy the version before. Mails that SES refuses raise mail-refused instead.",
    ),
    memory: 512,
    timeout: 30,
  },
  "record-delivery": {
    purpose: "From SES feedback to the invitation",
    failure: whenWorking(
      "Partners do not see whether mails arrived, and addresses that bounced are not noticed.",
      "If it began with a deployment, deploy the version before. What SES said waits in the queue delivery.",
    ),
    memory: 512,
    timeout: 30,
  },
  "count-invitations": {
    purpose: "Numbers of a partner's weeks",
    failure: whenWorking(
      "Partners see old numbers. They are counted late, but right.",
      "If it began with a deployment, deploy the version before. Events wait in the queue funnel.",
    ),
    memory: 512,
    timeout: 60,
  },
  "sweep-due": {
    purpose: "Expiry and reminders of one shard",
    failure: whenWorking(
      "Reminders and expiry events are late.",
      "The next sweep tries again in five minutes. If the alarm stays, the log line due item failed has the id of what cannot be moved.",
    ),
    memory: 512,
    timeout: sweepTimeout,
  },
  "shape-token": {
    purpose: "Adds partner and role to a token",
    failure: {
      ...whenServing("Nobody can sign in or renew a token."),
      fix: "If it began with a deployment, deploy the version before. If it is one user, look at that user's attributes in the pool.",
    },
    memory: 256,
    timeout: triggerTimeout,
  },
};
