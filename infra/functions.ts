import type { FunctionName } from "../shared/names.ts";

/** How large a function is, how long it may run, and who notices when it fails. */
export interface FunctionSize {
  /** What it does, as the Lambda console shows it. */
  readonly purpose: string;
  /** Who is hurt when it fails, and where to look: the alarm's text. */
  readonly failure: string;
  /** MB; a Lambda's share of a processor grows with it (1,769 MB is one whole). */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
}

/** Below the 30 s after which API Gateway stops waiting, so that it is the function that answers or fails. */
const requestTimeout = 15;

/** A hundred rows take seconds where the table is slow; the gateway waits no longer than this and a second. */
const batchTimeout = 29;

/** The sweep runs every five minutes: with half a minute between, one shard is never swept by two. */
const sweepTimeout = 270;

/** Cognito waits five seconds for a trigger. */
const triggerTimeout = 5;

/** One row per function, so that a name without a size does not compile. */
export const functionSizes: Readonly<Record<FunctionName, FunctionSize>> = {
  "serve-invitations": {
    purpose: "Invitations API of partners",
    failure: "Partners cannot invite or see invitations. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-batch": {
    purpose: "Many invitations in one call",
    failure: "Partners cannot invite by the list; one by one they can. Read the function's log by correlation id.",
    memory: 512,
    timeout: batchTimeout,
  },
  "serve-previews": {
    purpose: "Mail and reminders of an invitation before they go out",
    failure: "Partners cannot look at a mail before it is sent. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-customers": {
    purpose: "Customers API of partners",
    failure: "Partners cannot see their customers. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-partner": {
    purpose: "Profile, templates, catalogues and numbers of partners",
    failure: "Partners cannot change their profile or templates. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-users": {
    purpose: "Who may sign in for a partner",
    failure:
      "Partners cannot be registered, and nobody can be let in or out. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-operator": {
    purpose: "API of the operator",
    failure:
      "Partners cannot be verified or frozen, nor customers recovered. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-offer": {
    purpose: "Page behind a personal link",
    failure: "Customers cannot read or answer an offer. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-unsubscribe": {
    purpose: "The way out of reminders",
    failure: "Customers cannot stop reminders, and may report them as unwanted. Read the function's log.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-confirm": {
    purpose: "What a mailbox confirms, or stops, by a mailed link",
    failure:
      "Nobody can confirm an address or stop a recovery; the mailed links stay valid meanwhile. Read the function's log.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-portal": {
    purpose: "Portal of customers' administrators",
    failure:
      "Customers cannot see what their partners may do, nor take it back. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "serve-public": {
    purpose: "Health, assets, agreements and everything unknown",
    failure: "Pages lose their style and agreements cannot be read. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "receive-callback": {
    purpose: "What external acceptance portals read and report",
    failure: "Customers cannot decide at an external portal. Read the function's log by correlation id.",
    memory: 512,
    timeout: requestTimeout,
  },
  "publish-events": {
    purpose: "From the table's stream to the bus",
    failure:
      "Events and the mails that follow them are late for everybody. Nothing is lost for 12 hours: read the log, then the queue stream-dead.",
    memory: 512,
    timeout: 60,
  },
  "send-mail": {
    purpose: "From an event to a mail",
    failure: "Customers do not get their mails. They wait in the queue mail: read the log and the SES account status.",
    memory: 512,
    timeout: 30,
  },
  "record-delivery": {
    purpose: "From SES feedback to the invitation",
    failure: "Partners do not see whether mails arrived, bounced addresses are not noticed. Read the function's log.",
    memory: 512,
    timeout: 30,
  },
  "count-invitations": {
    purpose: "Numbers of a partner's weeks",
    failure: "Partners see old numbers. They are counted late but right: read the log, then the queue funnel.",
    memory: 512,
    timeout: 60,
  },
  "sweep-due": {
    purpose: "Expiry and reminders of one shard",
    failure:
      "Reminders and expiry events are late. The next sweep takes them up in five minutes; if the alarm stays, read the log for the item's key.",
    memory: 512,
    timeout: sweepTimeout,
  },
  "shape-token": {
    purpose: "Adds partner and role to a token",
    failure: "Nobody can sign in or renew a token. Read the function's log and the user's attributes in the pool.",
    memory: 256,
    timeout: triggerTimeout,
  },
};
