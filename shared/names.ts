/**
 * Every name that the code and the stack must agree on: functions, routes, environment, indexes, bus.
 * Beside the settings, the one file of `shared/` that `infra/` may import, so a name exists once.
 */

/** Lambda functions: the folder under `functions/`, the construct id, the log group and the alarm all carry this name. */
export const functionNames = [
  "serve-invitations",
  "serve-batch",
  "serve-previews",
  "serve-customers",
  "serve-partner",
  "serve-users",
  "serve-operator",
  "serve-offer",
  "serve-unsubscribe",
  "serve-confirm",
  "serve-portal",
  "serve-public",
  "receive-callback",
  "publish-events",
  "send-mail",
  "record-delivery",
  "count-invitations",
  "sweep-due",
  "shape-token",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** Roles of a partner's users, and the operator of the deployment. */
export const roles = ["admin", "sales", "helpdesk", "auditor", "operator"] as const;
export type Role = (typeof roles)[number];

/** One HTTP route: who serves it and which roles may call it; `public` needs no token. */
export interface Route {
  readonly key: `${"GET" | "POST" | "PATCH" | "PUT" | "DELETE"} /${string}` | "$default";
  readonly function: FunctionName;
  readonly roles: readonly Role[] | "public";
  /** Whether it takes query parameters, which its handler then reads by a schema. Public routes tolerate any. */
  readonly query?: true;
  /** Whether it compares `If-Match`: it may come, or it must. Elsewhere the header is refused, for nothing would heed it. */
  readonly ifMatch?: "may" | "must";
}

const invitationReaders = ["admin", "sales", "helpdesk", "auditor"] as const;
const invitationWriters = ["admin", "sales"] as const;
const partnerReaders = ["admin", "sales", "helpdesk", "auditor"] as const;
const partnerAdmin = ["admin"] as const;
const operator = ["operator"] as const;

/** The whole HTTP surface. The stack makes the gateway's routes from it, the boundary its role check, the tests their matrix. */
export const routes = [
  { key: "POST /v1/invitations", function: "serve-invitations", roles: invitationWriters },
  { key: "GET /v1/invitations", function: "serve-invitations", roles: invitationReaders, query: true },
  { key: "GET /v1/invitations/{id}", function: "serve-invitations", roles: invitationReaders },
  { key: "PATCH /v1/invitations/{id}", function: "serve-invitations", roles: invitationWriters, ifMatch: "must" },
  { key: "PATCH /v1/invitations/{id}/notes", function: "serve-invitations", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/send", function: "serve-invitations", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/resend", function: "serve-invitations", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/renew", function: "serve-invitations", roles: invitationWriters, ifMatch: "may" },
  {
    key: "POST /v1/invitations/{id}/correct-address",
    function: "serve-invitations",
    roles: invitationWriters,
    ifMatch: "may",
  },
  { key: "POST /v1/invitations/{id}/cancel", function: "serve-invitations", roles: invitationWriters, ifMatch: "may" },
  { key: "GET /v1/invitations/{id}/draft", function: "serve-invitations", roles: invitationReaders },
  { key: "GET /v1/invitations/{id}/history", function: "serve-invitations", roles: invitationReaders, query: true },
  { key: "GET /v1/invitations/{id}/preview", function: "serve-previews", roles: invitationReaders, query: true },
  { key: "GET /v1/invitations/{id}/reminders", function: "serve-previews", roles: invitationReaders },
  { key: "POST /v1/invitations/batch", function: "serve-batch", roles: invitationWriters },
  { key: "GET /v1/invitations/{id}/receipt", function: "serve-invitations", roles: invitationReaders },
  { key: "GET /v1/customers", function: "serve-customers", roles: invitationReaders, query: true },
  { key: "GET /v1/customers/{id}", function: "serve-customers", roles: invitationReaders },
  { key: "GET /v1/partner", function: "serve-partner", roles: partnerReaders },
  { key: "PATCH /v1/partner", function: "serve-partner", roles: partnerAdmin, ifMatch: "must" },
  { key: "POST /v1/partner/revoke-links", function: "serve-partner", roles: partnerAdmin, ifMatch: "may" },
  { key: "GET /v1/permissions", function: "serve-partner", roles: partnerReaders, query: true },
  { key: "GET /v1/services", function: "serve-partner", roles: partnerReaders },
  { key: "GET /v1/clouds", function: "serve-partner", roles: partnerReaders },
  { key: "GET /v1/agreements/current", function: "serve-partner", roles: partnerReaders },
  { key: "GET /v1/templates", function: "serve-partner", roles: partnerReaders, query: true },
  { key: "POST /v1/templates", function: "serve-partner", roles: invitationWriters },
  { key: "GET /v1/templates/{id}", function: "serve-partner", roles: partnerReaders },
  { key: "PATCH /v1/templates/{id}", function: "serve-partner", roles: invitationWriters, ifMatch: "must" },
  { key: "DELETE /v1/templates/{id}", function: "serve-partner", roles: invitationWriters, ifMatch: "must" },
  { key: "GET /v1/metrics", function: "serve-partner", roles: partnerReaders, query: true },
  { key: "GET /v1/quotas", function: "serve-partner", roles: partnerReaders },
  { key: "GET /v1/users", function: "serve-users", roles: ["admin", "auditor"], query: true },
  { key: "POST /v1/users", function: "serve-users", roles: partnerAdmin },
  { key: "GET /v1/users/{id}", function: "serve-users", roles: ["admin", "auditor"] },
  { key: "POST /v1/users/{id}/resend", function: "serve-users", roles: partnerAdmin, ifMatch: "may" },
  { key: "GET /v1/me", function: "serve-users", roles },
  { key: "PATCH /v1/users/{id}", function: "serve-users", roles: partnerAdmin, ifMatch: "must" },
  { key: "DELETE /v1/users/{id}", function: "serve-users", roles: partnerAdmin, ifMatch: "must" },
  { key: "GET /v1/operator/partners", function: "serve-operator", roles: operator, query: true },
  { key: "POST /v1/operator/partners", function: "serve-users", roles: operator },
  { key: "GET /v1/operator/partners/{id}", function: "serve-operator", roles: operator },
  { key: "POST /v1/operator/partners/{id}/admins", function: "serve-users", roles: operator },
  { key: "PATCH /v1/operator/partners/{id}", function: "serve-operator", roles: operator, ifMatch: "must" },
  { key: "POST /v1/operator/partners/{id}/freeze", function: "serve-operator", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/partners/{id}/release", function: "serve-operator", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/partners/{id}/refuse-name", function: "serve-operator", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/addresses/lookup", function: "serve-operator", roles: operator },
  { key: "POST /v1/operator/addresses/lift", function: "serve-operator", roles: operator },
  { key: "GET /v1/operator/customers", function: "serve-operator", roles: operator, query: true },
  { key: "GET /v1/operator/customers/{id}", function: "serve-operator", roles: operator },
  { key: "PATCH /v1/operator/customers/{id}", function: "serve-operator", roles: operator, ifMatch: "must" },
  {
    key: "POST /v1/operator/customers/{id}/administrators",
    function: "serve-operator",
    roles: operator,
    ifMatch: "may",
  },
  { key: "GET /v1/operator/portals", function: "serve-operator", roles: operator },
  { key: "GET /v1/operator/portals/{id}/secret", function: "serve-operator", roles: operator },
  { key: "GET /i/{link}", function: "serve-offer", roles: "public" },
  { key: "POST /i/{link}/decision", function: "serve-offer", roles: "public" },
  { key: "POST /i/{link}/seen", function: "serve-offer", roles: "public" },
  { key: "POST /i/{link}/code", function: "serve-offer", roles: "public" },
  { key: "POST /i/{link}/hand-over", function: "serve-offer", roles: "public" },
  { key: "POST /i/{link}/new-link", function: "serve-offer", roles: "public" },
  { key: "GET /i/{link}/receipt", function: "serve-offer", roles: "public" },
  { key: "GET /i/{link}/decision", function: "serve-public", roles: "public" },
  { key: "GET /i/{link}/seen", function: "serve-public", roles: "public" },
  { key: "GET /i/{link}/code", function: "serve-public", roles: "public" },
  { key: "GET /i/{link}/hand-over", function: "serve-public", roles: "public" },
  { key: "GET /i/{link}/new-link", function: "serve-public", roles: "public" },
  { key: "GET /.well-known/jwks.json", function: "serve-offer", roles: "public" },
  { key: "GET /v1/callbacks/offer", function: "receive-callback", roles: "public" },
  { key: "POST /v1/callbacks/acceptance", function: "receive-callback", roles: "public" },
  { key: "GET /u/{token}", function: "serve-unsubscribe", roles: "public" },
  { key: "POST /u/{token}", function: "serve-unsubscribe", roles: "public" },
  { key: "GET /confirm/{token}", function: "serve-confirm", roles: "public" },
  { key: "POST /confirm/{token}", function: "serve-confirm", roles: "public" },
  { key: "GET /stop/{token}", function: "serve-confirm", roles: "public" },
  { key: "POST /stop/{token}", function: "serve-confirm", roles: "public" },
  { key: "GET /portal", function: "serve-portal", roles: "public" },
  { key: "POST /portal/sign-in", function: "serve-portal", roles: "public" },
  { key: "GET /portal/sign-in/{token}", function: "serve-portal", roles: "public" },
  { key: "POST /portal/sign-in/{token}", function: "serve-portal", roles: "public" },
  { key: "POST /portal/sign-out", function: "serve-portal", roles: "public" },
  { key: "POST /portal/sign-out-everywhere", function: "serve-portal", roles: "public" },
  { key: "GET /portal/relationships/{id}", function: "serve-portal", roles: "public" },
  { key: "GET /portal/relationships/{id}/receipts/{invitation}", function: "serve-portal", roles: "public" },
  { key: "GET /portal/relationships/{id}/remove", function: "serve-portal", roles: "public" },
  { key: "POST /portal/relationships/{id}/remove", function: "serve-portal", roles: "public" },
  { key: "GET /portal/relationships/{id}/renew", function: "serve-portal", roles: "public" },
  { key: "POST /portal/relationships/{id}/renew", function: "serve-portal", roles: "public" },
  { key: "GET /portal/relationships/{id}/end", function: "serve-portal", roles: "public" },
  { key: "POST /portal/relationships/{id}/end", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}/administrators", function: "serve-portal", roles: "public" },
  { key: "POST /portal/customers/{id}/administrators", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}/administrators/{administrator}", function: "serve-portal", roles: "public" },
  { key: "POST /portal/customers/{id}/administrators/{administrator}", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}/name", function: "serve-portal", roles: "public" },
  { key: "POST /portal/customers/{id}/name", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}/senders", function: "serve-portal", roles: "public" },
  { key: "POST /portal/customers/{id}/senders", function: "serve-portal", roles: "public" },
  { key: "GET /portal/customers/{id}/senders/{partnerId}", function: "serve-portal", roles: "public" },
  { key: "POST /portal/customers/{id}/senders/{partnerId}", function: "serve-portal", roles: "public" },
  { key: "GET /portal/administrators", function: "serve-portal", roles: "public" },
  { key: "GET /portal/senders", function: "serve-portal", roles: "public" },
  { key: "GET /portal/senders/{id}", function: "serve-portal", roles: "public" },
  { key: "GET /console/sign-in", function: "serve-public", roles: "public" },
  { key: "GET /console/callback", function: "serve-public", roles: "public" },
  { key: "GET /v1/health", function: "serve-public", roles: "public" },
  { key: "GET /v1/openapi.json", function: "serve-public", roles: "public" },
  { key: "GET /v1/asyncapi.json", function: "serve-public", roles: "public" },
  { key: "GET /assets/{file}", function: "serve-public", roles: "public" },
  { key: "GET /agreements/{version}", function: "serve-public", roles: "public" },
  { key: "GET /problems/{kind}", function: "serve-public", roles: "public" },
  { key: "$default", function: "serve-public", roles: "public" },
] as const satisfies readonly Route[];

/**
 * The gateway's key of a route. What can be read takes every method that has no route of its own, so that HEAD is answered
 * wherever GET is, and a method that does not exist is refused by name.
 */
export const gatewayKeyOf = ({ key }: Pick<Route, "key">): string => key.replace(/^GET /, "ANY ");

/** The keys of the routes that one function serves. */
export type RouteKeyOf<Name extends FunctionName> = Extract<(typeof routes)[number], { function: Name }>["key"];

/** Environment variables that the stack sets and `shared/runtime/environment.ts` parses. */
export const environmentNames = {
  stage: "STAGE",
  table: "TABLE_NAME",
  bus: "EVENT_BUS_NAME",
  masterKey: "MASTER_KEY_SECRET_ID",
  publicUrl: "PUBLIC_URL",
  operatorName: "OPERATOR_NAME",
  operatorLinks: "OPERATOR_LINKS",
  mailSender: "MAIL_SENDER",
  mailConfigurationSet: "MAIL_CONFIGURATION_SET",
  mailQueue: "MAIL_QUEUE_URL",
  mailInterval: "MAIL_INTERVAL_MS",
  poisonQueue: "POISON_QUEUE_URL",
  userPool: "USER_POOL_ID",
  authorizeUrl: "AUTHORIZE_URL",
  policy: "POLICY",
  locales: "LOCALES",
} as const;

/** Languages in which there are texts (BCP 47). */
export const locales = ["en", "it", "de", "fr", "es"] as const;

/** Pages of users who sign in. */
export const consolePaths = { signIn: "/console/sign-in", callback: "/console/callback" } as const;

/** Where `npm run token` waits for the browser; Cognito takes no other port than the one it knows. */
export const tokenCallback = "http://localhost:8976/callback";

/** The table's attributes and indexes (see decision 0002). */
export const table = {
  partitionKey: "PK",
  sortKey: "SK",
  ttl: "ttl",
  listIndex: { name: "GSI1", partitionKey: "GSI1PK", sortKey: "GSI1SK" },
  dueIndex: { name: "GSI2", partitionKey: "GSI2PK", sortKey: "GSI2SK" },
  eventSortKeyPrefix: "EVT#",
  /** Of the one item that says that the way from table to publisher is open. */
  heartbeatPartition: "HEARTBEAT",
} as const;

/** Partitions of the due index; one schedule sweeps each. */
export const dueShards = Array.from({ length: 16 }, (_, shard) => String(shard).padStart(2, "0"));

/** Shipped policies, each with its acceptance portals: what the operator may name in the settings. */
export const policyPresets = {
  default: ["rapport"],
  "partner-center-2018": ["office-admin-portal", "microsoft-store-for-business"],
} as const;
export type PolicyPreset = keyof typeof policyPresets;
export type PortalId = (typeof policyPresets)[PolicyPreset][number];

/** Markets that partners operate in, each with rules of its own. */
export const cloudIds = ["public", "germany", "us-government"] as const;
export type CloudId = (typeof cloudIds)[number];

/** When accepting needs a mailed code: where the partner had the link in hands, also for high risks, or always. */
export const proofsOfMailbox = ["hand-sent", "high-risk", "always"] as const;
export type ProofOfMailbox = (typeof proofsOfMailbox)[number];

/** Source of every event Rapport publishes. */
export const eventSource = "rapport";

/** The bus of a stage. */
export const busName = (stage: string): string => `rapport-${stage}`;

/** Events on which a mail may go out: the mail queue's rule and `send-mail`'s table both read this list. */
export const mailedEvents = [
  "InvitationIssued",
  "InvitationResent",
  "InvitationRedirected",
  "InvitationHandedOver",
  "InvitationReminded",
  "InvitationCodeRequested",
  "InvitationAccepted",
  "InvitationDeclined",
  "InvitationReported",
  "InvitationCancelled",
  "InvitationExpired",
  "InvitationRenewalRequested",
  "InvitationUndelivered",
  "InvitationBounced",
  "InvitationComplained",
  "InvitationSuppressed",
  "InvitationRejected",
  "PermissionsExpiring",
  "PermissionsExpired",
  "PermissionsExtended",
  "PermissionsRemoved",
  "PermissionsRenewed",
  "RelationshipTerminated",
  "SignInRequested",
  "PartnerRegistered",
  "PartnerChanged",
  "PartnerUserAdded",
  "PartnerUserChanged",
  "PartnerUserRemoved",
  "CodesStopped",
  "AdministratorAdded",
  "AdministratorConfirmed",
  "AdministratorRemoved",
  "CustomerChanged",
  "SendersChanged",
  "CustomerUnattended",
  "CustomerAttended",
  "CustomerRecoveryRequested",
  "CustomerRecoveryStopped",
  "CustomerRecoveryCompleted",
] as const;

/** Log lines for which the operator is alarmed: functions write them, the stack's metric filters look for them. */
export const alarmLines = {
  mailWaits: "mail waits",
  customerUnattended: "customer unattended",
  codesStopped: "codes of a partner stopped",
  frozenForCodes: "partner frozen for wrong codes",
  namePending: "partner name needs the operator",
  partnerReported: "partner reported",
  frozenForReports: "partner frozen for reports",
  mailNotPutOff: "mail not put off",
  eventSetAside: "event set aside",
  eventStuck: "event could not be set aside",
  deliveryNotRecorded: "delivery not recorded",
  eventNotCounted: "event not counted",
  stepsWait: "steps wait to be counted",
} as const;

/** What functions measure: metric filters take the values from their lines. */
export const measures = {
  /** Seconds from the write of a heartbeat until the publisher had it, and everything before it was published. */
  outboxLag: "outbox lag",
  /** Percent of the mails that SES takes in 24 hours. */
  quotaUsed: "sending quota used",
} as const;

/** Events by which an invitation that was sent comes further, or to an end: what the queue of the funnel gets. */
export const countedEvents = [
  "InvitationIssued",
  "InvitationResent",
  "InvitationDelivered",
  "InvitationViewed",
  "InvitationAccepted",
  "InvitationDeclined",
  "InvitationReported",
  "InvitationCancelled",
  "InvitationExpired",
  "InvitationUndelivered",
  "InvitationBounced",
  "InvitationComplained",
  "InvitationSuppressed",
  "InvitationRejected",
] as const;

/** What SES calls its events on the default bus, and what each says of the mail. */
export const sesDetailTypes = {
  delivered: "Email Delivered",
  delayed: "Email Delivery Delayed",
  bounced: "Email Bounced",
  complained: "Email Complaint Received",
  rejected: "Email Rejected",
} as const;

/** Token claims that `shape-token` adds and the boundary reads; the user pool keeps the first two as custom attributes. */
export const claimNames = { partner: "partner_id", role: "role", email: "email" } as const;
/** Attributes of a user in the pool, from which `shape-token` fills the claims. */
export const userAttributes = { partner: "custom:partner_id", role: "custom:role" } as const;
