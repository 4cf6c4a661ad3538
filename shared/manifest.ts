import type { environmentNames, Role } from "./names.ts";

/** One HTTP route and which roles may call it; `public` needs no token. */
export interface Route {
  readonly key: `${Method} /${string}` | "$default";
  readonly roles: readonly Role[] | "public";
  /** Whether it takes query parameters, which its handler then reads by a schema. Public routes tolerate any. */
  readonly query?: true;
  /** Whether it compares `If-Match`: it may come, or it must. Elsewhere the header is refused, for nothing would heed it. */
  readonly ifMatch?: "may" | "must";
  /** Methods that other functions serve at its path: what takes every method says them in `Allow`. */
  readonly elsewhere?: readonly Method[];
  /** Of a page for people: the statuses that it answers with, beside those of every page (`pageStatuses`). */
  readonly page?: readonly number[];
  /** Of a page of the console: the roles of users whose session opens it, and whose forms it takes. */
  readonly session?: readonly Role[];
}

/** The route of a page, with the statuses of its own. */
export const page = <const Key extends Route["key"]>(
  key: Key,
  ...page: readonly number[]
): { readonly key: NoInfer<Key>; readonly roles: "public"; readonly page: readonly number[] } => ({
  key,
  roles: "public",
  page,
});

/** The route of a page of the console. The gateway lets everybody in: the session's cookie is checked by the function. */
export const consolePage = <const Key extends Route["key"]>(
  key: Key,
  session: readonly Role[],
  ...page: readonly number[]
): {
  readonly key: NoInfer<Key>;
  readonly roles: "public";
  readonly page: readonly number[];
  readonly session: readonly Role[];
} => ({ key, roles: "public", page, session });

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** The roles of a partner's users: each may read all that the partner has. */
export const partnerReaders = ["admin", "sales", "helpdesk", "auditor"] as const;
/** Who may take lists away as files. */
export const fileReaders = ["admin", "sales", "auditor"] as const;
/** Who may invite. */
export const invitationWriters = ["admin", "sales"] as const;
/** Who may read jobs. */
export const jobReaders = ["admin", "sales", "auditor"] as const;
/** Who may read support requests, and who may open and write them. */
export const supportReaders = ["admin", "helpdesk", "auditor"] as const;
export const supportWriters = ["admin", "helpdesk"] as const;
/** Who may note something of a customer. */
export const customerWriters = ["admin", "sales", "helpdesk"] as const;
/** Who may change the partner and its users. */
export const partnerAdmin = ["admin"] as const;
/** Who may act by a permission that is assigned to nobody. */
export const permissionUsers = ["admin", "helpdesk"] as const;
/** The operator of the deployment alone. */
export const operator = ["operator"] as const;

/**
 * The gateway's key of a route. What can be read takes every method that has no route of its own, so that HEAD is answered
 * wherever GET is, and a method that does not exist is refused by name. A form of the console has none: it shares its page's.
 */
export const gatewayKeyOf = ({ key, session }: Pick<Route, "key" | "session">): string =>
  key.replace(session === undefined ? /^GET / : /^(GET|POST) /, "ANY ");

/** A key of the environment that functions parse. */
export type EnvironmentKey = keyof typeof environmentNames;

/** A secondary index, by its key in the shared names. */
export type IndexKey = "listIndex" | "dueIndex" | "orderIndex";

/** What a command may need that creates, changes, removes and checks in its one transaction. */
export const everyWrite = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"] as const;

/** The same, and writes of many items outside of it. */
export const everyWriteAndBatches = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "ConditionCheckItem",
  "BatchWriteItem",
] as const;

/** What brings a function its work: the stream of the outbox, a queue, or schedules. */
export type Work = "outbox" | "mail" | "delivery" | "funnel" | "jobs" | "sweeps" | "dataRequests";

/** What a function does with users of the pool. */
export type UserAction = "AdminCreateUser" | "AdminGetUser" | "AdminUpdateUserAttributes" | "AdminDeleteUser";

/** Below the 30 s after which API Gateway stops waiting, so that it is the function that answers or fails. */
export const requestTimeout = 15;

/** What a function does with items. A transaction needs the permission of each action inside it and none of its own. */
export interface TableNeeds {
  readonly reads: readonly ("GetItem" | "BatchGetItem" | "Query" | "Scan")[];
  readonly writes?: readonly (typeof everyWriteAndBatches)[number][];
  /** The indexes that it queries, which the permission on the table does not include. */
  readonly indexes?: readonly IndexKey[];
}

/** How large a function is, who notices when it fails, and what it must be given. */
export type Needs = {
  /** What it does, as the Lambda console shows it. */
  readonly purpose: string;
  /** MB, with which a Lambda's share of a processor grows (1,769 MB is one whole), and seconds. */
  readonly size: { readonly memory: number; readonly timeout: number };
  /** Who is affected when it fails, and how. */
  readonly hurt: string;
  readonly table?: TableNeeds;
  readonly users?: readonly UserAction[];
  /** Whether it reads and clears the list of addresses to which SES sends nothing for the whole account. */
  readonly accountList?: true;
} & (
  | {
      /** A caller waits for its answer, and may ask again. */
      readonly kind: "serves";
      /** What the operator does when it fails; what helps any function that serves when absent. */
      readonly fix?: string;
    }
  | {
      /** A queue, a stream or a schedule brings its work, and brings it again when it failed. */
      readonly kind: "works";
      /** Which work: by this the construct that owns the trigger finds its function. */
      readonly work: Work;
      readonly fix: string;
    }
);
