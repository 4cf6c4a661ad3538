import type { Dependencies } from "../../../shared/transaction/dependencies.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { userWrites } from "../../../shared/users/item.ts";
import type { Desk } from "../desk.ts";

let made = 0;

/** The cause of what the operator does for a partner. */
export const byOperator = (desk: Desk, at?: Instant): Cause => ({
  ...desk.cause(at),
  actor: { kind: "operator", id: "operator-1" },
});

/** The cause of what a new admin of a partner does. It is on the partner's list, and in no pool. */
export async function anActingAdmin(
  { table }: Pick<Dependencies, "table">,
  desk: Desk,
  sandbox = false,
): Promise<Cause> {
  const cause = desk.cause();
  const id = `00000000-0000-4000-9000-${String(++made).padStart(12, "0")}`;
  const email = `admin-${made}@partner.example`;
  const { partnerId, now: addedAt } = cause;
  const admin = { id, partnerId, version: 1, email, role: "admin", addedAt } as const;
  await table.transact(userWrites(null, admin, { cause, mailbox: `mailbox-${made}`, sandbox }));
  return { ...cause, actor: { kind: "partner", id } };
}
