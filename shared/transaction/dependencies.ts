import type { MasterKey } from "../crypto/master-key.ts";
import type { IdKind } from "../kernel/ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { Table } from "../table/table.ts";

/** The dependencies of commands; each uses the part that it needs. */
export interface Dependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly newId: (kind: Exclude<IdKind, "address">) => string;
  /** Where this deployment is reached, without a slash at the end; links begin with it. */
  readonly publicUrl: string;
  /** The rules of this deployment: what may be offered, where customers decide, how much a partner may send. */
  readonly policy: Policy;
}
