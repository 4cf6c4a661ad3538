import type { MasterKey } from "../../crypto/master-key.ts";
import { readingOf } from "../rules/changes.ts";
import type { InvitationChange } from "../model.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { customerEntryWrites } from "../items/list-entries.ts";
import { invitationParts, invitationWrites, wholeInvitation, type WholeInvitation } from "../items/invitations.ts";
import type { Write } from "../../table/writes.ts";
import { closingOne, withinQuotas } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import type { Claim, Reads } from "../../transaction/commit.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import { claimed } from "../../transaction/claim.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";

/** Loads an invitation of this partner. Refuses one of another version. */
export async function loadOwn(
  table: Reads,
  { partnerId }: Pick<Cause, "partnerId">,
  id: string,
  expected: ExpectedVersions = "any",
): Promise<WholeInvitation> {
  if (!isId("invitation", id)) throw notFound("invitation");
  const whole = wholeInvitation(await table.read(invitationParts(id)));
  if (whole === null || whole.invitation.partnerId !== partnerId) throw notFound("invitation");
  assertAtVersion(whole.invitation, expected);
  return whole;
}

/** What commands on invitations need. */
export type OwnNeeds = Pick<Dependencies, "table" | "masterKey" | "publicUrl" | "policy">;

/** The partner's request: who, when, its idempotency claim, and the versions it was made for. */
export type OwnRequest = readonly [cause: Cause, claim: IdempotencyClaim | Claim | null, expected?: ExpectedVersions];

/** A step of an invitation, with additional writes. */
export interface OwnStep {
  readonly change: InvitationChange;
  readonly also: readonly Write[];
  /** Change in the number of open invitations. */
  readonly opened: number;
  /** Pseudonym of the mailbox that receives something, which counts against the partner's quotas. */
  readonly sendsTo?: string;
}

/**
 * The frame of every command of a partner on one of its invitations: load, replay, check the version, decide, write.
 */
export async function changeOwnInvitation(
  dependencies: OwnNeeds,
  id: string,
  [cause, claim, expected]: OwnRequest,
  decide: (whole: WholeInvitation & { readonly key: MasterKey; readonly cause: Cause }) => Promise<OwnStep> | OwnStep,
): Promise<InvitationAnswer> {
  const { table, masterKey, publicUrl, policy } = dependencies;
  const { partnerId, now } = cause;
  const key = await masterKey();
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => loadOwn(reads, cause, id, expected),
    async (whole) => {
      const { change, also, opened, sendsTo } = await decide({ ...whole, key, cause });
      const { after } = change;
      return {
        answer: (quotas): InvitationAnswer => {
          const draft = draftOf(after, key, publicUrl, now);
          return { status: 200, reading: readingOf(change), notes: whole.notes, draft, replayed: false, quotas };
        },
        writes: [...invitationWrites(change, cause), ...customerEntryWrites(change, key), ...also],
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
