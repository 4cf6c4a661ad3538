import { firstNotes } from "../rules/notes.ts";
import { readingOf } from "../rules/changes.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim, IdempotencyRecord } from "../../table/idempotency.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import type { NewInvitationInput } from "./invitation-input.ts";
import { errorFields, log } from "../../runtime/log.ts";
import { writeBatch } from "../../table/batch.ts";
import { keyOf } from "../../table/keys.ts";
import type { Table } from "../../table/table.ts";
import { type CreationRequest, loadForCreation, planInvitation, type InvitationPlan } from "./plan-invitation.ts";
import { isUnwritten, withinQuotas, type QuotaLeft } from "../../partner/commands/counted-quotas.ts";
import { execute } from "../../transaction/execute.ts";
import { claimed } from "../../transaction/claim.ts";

/** Creates an invitation: a draft, or sent at once. */
export async function createInvitation(
  dependencies: Dependencies,
  input: NewInvitationInput,
  createdBy: CreationRequest["createdBy"],
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const { masterKey, publicUrl } = dependencies;
  const saved = await saveNewInvitation(dependencies, { input, createdBy, cause, claim });
  if ("replayed" in saved) {
    const again = await answerAgain(dependencies, saved.replayed, cause);
    // Notes are not in the event, but the body is the same.
    return { ...again, notes: firstNotes(saved.replayed.aggregate, input.notes) };
  }
  const { change, notes, quotas } = saved;
  const draft = draftOf(change.after, await masterKey(), publicUrl, cause.now);
  return { status: 201, reading: readingOf(change), notes, draft, replayed: false, quotas };
}

/** A saved invitation with what is left of the daily quotas, or the record of an equal request before it. */
export type SavedInvitation =
  { readonly replayed: IdempotencyRecord } | (InvitationPlan & { readonly quotas: readonly QuotaLeft[] });

/** Decides on a request and saves the invitation, unless an equal request was carried out before. */
export async function saveNewInvitation(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  creation: CreationRequest,
): Promise<SavedInvitation> {
  const { partnerId, now } = creation.cause;
  const { table, policy } = dependencies;
  const id = dependencies.newId("invitation");
  let entries: InvitationPlan["entries"] = [];
  return execute(
    table,
    { now, claim: claimed(creation.claim) },
    (reads) => loadForCreation(reads, dependencies, creation),
    async (found, { once }) => {
      const plan = await planInvitation(dependencies, id, creation, found);
      const { opened, sendsTo } = plan;
      const sending = sendsTo === null ? null : { partnerId, address: sendsTo, opened };
      return {
        answer: (quotas): SavedInvitation => ({ ...plan, quotas }),
        before: () =>
          once(() => {
            entries = plan.entries;
            return writeBatch(table, { put: entries });
          }),
        writes: plan.writes,
        ...(sending && { counting: withinQuotas(policy, sending) }),
        record: { status: 201, aggregate: id, sequence: plan.change.after.version },
      };
    },
    async (replayed) => {
      await removeEntries(table, entries);
      return { replayed };
    },
  ).catch(async (error: unknown) => {
    // Where the outcome is unknown they stay, for the invitation may be there.
    if (isUnwritten(error)) await removeEntries(table, entries);
    throw error;
  });
}

/** Entries without an invitation do no harm, so a failure is logged. */
async function removeEntries(table: Table, entries: InvitationPlan["entries"]): Promise<void> {
  if (entries.length === 0) return;
  await writeBatch(table, { removed: entries.map(keyOf) }).catch((error: unknown) => {
    log("warn", "list entries not removed", errorFields(error));
  });
}
