import type { Instant } from "../../kernel/time.ts";
import { table as names } from "../../names.ts";
import { endingKeys, invitationLists } from "./keys.ts";
import type { Table } from "../../table/table.ts";

/** An open invitation that will end. */
export interface EndingInvitation {
  readonly id: string;
  readonly expiresAt: Instant;
}

/** A partner's open invitations that end between two moments, soonest first. One query. */
export async function endingInvitations(
  table: Pick<Table, "query">,
  partnerId: string,
  [after, by]: readonly [Instant, Instant],
  limit: number,
): Promise<EndingInvitation[]> {
  const { items } = await table.query({
    index: names.listIndex,
    partition: invitationLists.ending(partnerId),
    sort: { between: [endingKeys.until(after), endingKeys.until(by)] },
    limit,
  });
  return items.map(endingKeys.read);
}
