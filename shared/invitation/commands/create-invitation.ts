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
import type { Claim, Reads } from "../../transaction/commit.ts";
import { execute } from "../../transaction/execute.ts";
import { claimed } from "../../transaction/claim.ts";

/** Creates an invitation: a draft, or sent at once. */
export const createInvitation = (
  dependencies: Dependencies,
  input: NewInvitationInput,
  createdBy: CreationRequest["createdBy"],
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> =>
  answerCreation(dependencies, input, cause, () => saveNewInvitation(dependencies, { input, createdBy, cause, claim }));

/** The answer of what saves a new invitation. */
export async function answerCreation(
  dependencies: Dependencies,
  { notes: said }: Pick<NewInvitationInput, "notes">,
  cause: Cause,
  save: () => Promise<SavedInvitation>,
): Promise<InvitationAnswer> {
  const { masterKey, publicUrl } = dependencies;
  const saved = await save();
  if ("replayed" in saved) {
    const again = await answerAgain(dependencies, saved.replayed, cause);
    // Notes are not in the event, but the body is the same.
    return { ...again, notes: firstNotes(saved.replayed.aggregate, said) };
  }
  const { change, notes, quotas } = saved;
  const draft = draftOf(change.after, await masterKey(), publicUrl, cause.now);
  return { status: 201, reading: readingOf(change), notes, draft, replayed: false, quotas };
}

/** A saved invitation with what is left of the daily quotas, or the record of an equal request before it. */
export type SavedInvitation =
  { readonly replayed: IdempotencyRecord } | (InvitationPlan & { readonly quotas: readonly QuotaLeft[] });

type SavingNeeds = Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">;

/** A request with the claim under which it is carried out once: a caller's, or another one. */
type ClaimedCreation = Omit<CreationRequest, "claim"> & { readonly claim: IdempotencyClaim | Claim | null };

/** Decides on a request and saves the invitation, unless an equal request was carried out before. */
export const saveNewInvitation = (dependencies: SavingNeeds, creation: ClaimedCreation): Promise<SavedInvitation> =>
  savePlanned(dependencies, creation, {
    load: (reads) => loadForCreation(reads, dependencies, creation),
    plan: (id, found) => planInvitation(dependencies, id, creation, found),
  });

/** Saves the invitation that is planned from what is loaded, unless an equal request was carried out before. */
export async function savePlanned<Loaded>(
  { table, policy, newId }: SavingNeeds,
  { claim, cause: { partnerId, now } }: Pick<ClaimedCreation, "claim" | "cause">,
  {
    load,
    plan,
  }: {
    readonly load: (reads: Reads) => Promise<Loaded>;
    readonly plan: (id: string, found: Loaded) => Promise<InvitationPlan>;
  },
): Promise<SavedInvitation> {
  const id = newId("invitation");
  let entries: InvitationPlan["entries"] = [];
  return execute(
    table,
    { now, claim: claimed(claim) },
    load,
    async (found, { once }) => {
      const planned = await plan(id, found);
      const { opened, sendsTo } = planned;
      const sending = sendsTo === null ? null : { partnerId, address: sendsTo, opened };
      return {
        answer: (quotas): SavedInvitation => ({ ...planned, quotas }),
        before: () =>
          once(() => {
            entries = planned.entries;
            return writeBatch(table, { put: entries });
          }),
        writes: planned.writes,
        ...(sending && { counting: withinQuotas(policy, sending) }),
        record: { status: 201, aggregate: id, sequence: planned.change.after.version },
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
