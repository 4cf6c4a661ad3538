import type { MasterKey } from "../../crypto/master-key.ts";
import { readingOf } from "../rules/changes.ts";
import type { InvitationChange } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { invitationWrites, type WholeInvitation } from "../items/invitations.ts";
import type { Write } from "../../table/writes.ts";
import { addressEntryOf } from "./address-entry.ts";
import { closingOne, withinQuotas } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import { claimed } from "../../transaction/claim.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import { loadOwn } from "./own-invitation.ts";

/** A step of an invitation, and what is written with it beside the invitation and its events. */
export interface OwnStep {
  readonly change: InvitationChange;
  readonly also: readonly Write[];
  /** How many more invitations of the partner are open then. */
  readonly opened: number;
  /** Pseudonym of the address that something goes to by this step: it counts against the partner's quotas. */
  readonly sendsTo?: string;
}

/**
 * The frame of every command of a partner on one of its invitations: load, replay, check the version, decide, write.
 */
export async function changeOwnInvitation(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "publicUrl" | "policy">,
  id: string,
  cause: Cause,
  claim: IdempotencyClaim | null,
  expected: ExpectedVersions,
  decide: (whole: WholeInvitation & { readonly key: MasterKey }) => Promise<OwnStep> | OwnStep,
): Promise<InvitationAnswer> {
  const { table, masterKey, publicUrl, policy } = dependencies;
  const { partnerId, now } = cause;
  const key = await masterKey();
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => loadOwn(reads, cause, id, expected),
    async (whole) => {
      const { change, also, opened, sendsTo } = await decide({ ...whole, key });
      const { after } = change;
      return {
        answer: (quotas): InvitationAnswer => {
          const draft = draftOf(after, key, publicUrl, now);
          return { status: 200, reading: readingOf(change), notes: whole.notes, draft, replayed: false, quotas };
        },
        writes: [...invitationWrites(change, cause), ...addressEntryOf(change, key), ...also],
        counting:
          sendsTo === undefined
            ? closingOne(partnerId, opened)
            : withinQuotas(policy, { partnerId, address: sendsTo, opened }),
        record: { status: 200, aggregate: id, sequence: after.version },
      };
    },
    (record) => answerAgain(dependencies, record, cause),
  );
}
