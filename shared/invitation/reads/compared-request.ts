import type { Instant } from "../../kernel/time.ts";
import { withAttendance } from "../../relationship/items/item.ts";
import { comparedRequest, type ComparedGrant } from "../../relationship/rules/amendment.ts";
import type { Table } from "../../table/table.ts";
import { askedRelationshipPlace } from "../items/asked-relationship.ts";
import type { Invitation } from "../model.ts";

/** What an invitation asks for beside what the partner may do now; nothing if it asks for a new relationship. */
export async function readComparison(
  table: Pick<Table, "read">,
  invitation: Invitation,
  now: Instant,
): Promise<ComparedGrant[]> {
  const { asked } = await table.read({ asked: askedRelationshipPlace(invitation) });
  // Only an administrator can accept, so that there is one.
  return asked === null ? [] : comparedRequest(withAttendance(asked, true), invitation.terms, now);
}
