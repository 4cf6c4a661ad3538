/**
 * Every name that the code and the stack must agree on: roles, environment, indexes, bus. Beside it `infra/` may import
 * of `shared/` only the settings and the forms of manifests, so a name exists once.
 */

/** Roles of a partner's users, and the operator of the deployment. */
export const roles = ["admin", "sales", "helpdesk", "auditor", "operator"] as const;
export type Role = (typeof roles)[number];

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
  jobsQueue: "JOBS_QUEUE_URL",
  poisonQueue: "POISON_QUEUE_URL",
  userPool: "USER_POOL_ID",
  authorizeUrl: "AUTHORIZE_URL",
  policy: "POLICY",
  receiptYears: "RECEIPT_YEARS",
  locales: "LOCALES",
} as const;

/** Languages in which there are texts (BCP 47). */
export const locales = ["en", "it", "de", "fr", "es"] as const;

/** Pages of users who sign in. */
export const consolePaths = { signIn: "/console/sign-in", callback: "/console/callback" } as const;

/** Where `npm run token` waits for the browser; Cognito takes no other port than the one it knows. */
export const tokenCallback = "http://localhost:8976/callback";

/** The table's attributes and indexes (see decisions 0002 and 0037). */
export const table = {
  partitionKey: "PK",
  sortKey: "SK",
  ttl: "ttl",
  listIndex: { name: "GSI1", partitionKey: "GSI1PK", sortKey: "GSI1SK" },
  dueIndex: { name: "GSI2", partitionKey: "GSI2PK", sortKey: "GSI2SK" },
  orderIndex: { name: "GSI3", partitionKey: "GSI3PK", sortKey: "GSI3SK" },
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
  "PermissionsPaused",
  "PermissionsResumed",
  "RelationshipSuspended",
  "RelationshipResumed",
  "RelationshipTerminated",
  "SupportRequestOpened",
  "SupportRequestContinued",
  "SupportRequestReopened",
  "SupportRequestAnswered",
  "SupportRequestClosed",
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
  supportWaits: "support request waits",
  mailNotPutOff: "mail not put off",
  eventSetAside: "event set aside",
  eventStuck: "event could not be set aside",
  deliveryNotRecorded: "delivery not recorded",
  eventNotCounted: "event not counted",
  stepsWait: "steps wait to be counted",
  dataRequestStuck: "data request does not end",
  jobWaits: "job could not be worked on",
  jobRowFailed: "row of a job failed",
} as const;

/** Events on which a job is worked on. */
export const workedEvents = ["JobStarted"] as const;

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

/** Of these the ones that matter only for the mail of an invitation itself: its delivery is shown, that of other mails is not. */
export const ownMailReports: readonly (keyof typeof sesDetailTypes)[] = ["delivered", "delayed"];
/** The tag of an invitation's own mail. */
export const ownMailKind = "invitation";

/** Token claims that `shape-token` adds and the boundary reads; the user pool keeps the first two as custom attributes. */
export const claimNames = { partner: "partner_id", role: "role", email: "email" } as const;
/** Attributes of a user in the pool, from which `shape-token` fills the claims. */
export const userAttributes = { partner: "custom:partner_id", role: "custom:role" } as const;
