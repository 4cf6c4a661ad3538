import type { environmentNames } from "./names.ts";

/** A key of the environment that functions parse. */
export type EnvironmentKey = keyof typeof environmentNames;

/** A secondary index, by its key in the shared names. */
export type IndexKey = "listIndex" | "dueIndex";

/** What a command may need that creates, changes, removes and checks in its one transaction. */
export const everyWrite = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"] as const;

/** What a function does with users of the pool. */
export type UserAction = "AdminCreateUser" | "AdminGetUser" | "AdminUpdateUserAttributes" | "AdminDeleteUser";

/** Below the 30 s after which API Gateway stops waiting, so that it is the function that answers or fails. */
export const requestTimeout = 15;

/** What a function does with items. A transaction needs the permission of each action inside it and none of its own. */
export interface TableNeeds {
  readonly reads: readonly ("GetItem" | "BatchGetItem" | "Query")[];
  readonly writes?: readonly (typeof everyWrite)[number][];
  /** The index that it queries, which the permission on the table does not include. */
  readonly index?: IndexKey;
}

/** How large a function is, who notices when it fails, and what it must be given. */
export type Needs = {
  /** What it does, as the Lambda console shows it. */
  readonly purpose: string;
  /** MB; a Lambda's share of a processor grows with it (1,769 MB is one whole). */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
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
      readonly fix: string;
    }
);
