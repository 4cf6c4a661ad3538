import { readDelivery } from "../../delivery/rules/progress.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { eventIdOf, type Cause } from "../../events/envelope.ts";
import { cancelInvitation } from "../../invitation/commands/cancel-invitation.ts";
import { saveNewInvitation } from "../../invitation/commands/create-invitation.ts";
import { dryRunBatch } from "../../invitation/commands/dry-run-batch.ts";
import type { NewInvitationInput } from "../../invitation/commands/invitation-input.ts";
import type { OwnNeeds } from "../../invitation/commands/own-invitation.ts";
import { invitationParts, wholeInvitation, type WholeInvitation } from "../../invitation/items/invitations.ts";
import { asOf } from "../../invitation/model.ts";
import { renewInvitation, resendInvitation } from "../../invitation/sending/send-invitation.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { addDays, type Instant } from "../../kernel/time.ts";
import { quotaRoom } from "../../partner/commands/quota-room.ts";
import { errorFields, log } from "../../runtime/log.ts";
import { alarmLines } from "../../names.ts";
import type { Claim } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { inTurn } from "../../transaction/in-turn.ts";
import { wouldBeDone } from "../../transaction/would-be-done.ts";
import { resultPlace, resultWrite } from "../item.ts";
import { triesOfPage, type Job, type JobPage, type JobResult, type RowRefusal } from "../model.ts";
import { rowNumber } from "../rules.ts";
import { rowClaim, RowSettled } from "./row-claim.ts";

/** What working on rows needs. */
export type RowNeeds = OwnNeeds &
  Pick<Dependencies, "newId"> & {
    /** Checks a new invitation as its route would. */
    readonly inputOf: (row: object) => NewInvitationInput;
    /** Whether an error passes by itself. */
    readonly isPassing: (error: unknown) => boolean;
    readonly timeLeft: () => number;
  };

/** The results of a page, which is done when every row has one. */
export interface PageOutcome {
  readonly results: readonly JobResult[];
  readonly isDone: boolean;
  /** Whether a row failed for a reason that does not pass by itself. */
  readonly hasFailed: boolean;
}

/** Rows that are worked on at the same time, as in a batch. */
const slots = 8;

/** Time in milliseconds that must be left to start a row. With all retries one takes up to two seconds. */
const reserveMs = 5_000;

/** Works on the rows of a page that have no result yet, and stores theirs. Two runs can do so at once. */
export async function workOnRows(
  needs: RowNeeds,
  job: Job,
  { page, content }: { readonly page: number; readonly content: JobPage },
  now: Instant,
): Promise<PageOutcome> {
  const { table } = needs;
  const numbers = (content.rows ?? content.ids ?? []).map((_, at) => rowNumber(page, at));
  const places = new Map(numbers.map((row) => [String(row), resultPlace(job.id, row)]));
  const before = await table.read(places);
  const isOpen = ({ row }: { readonly row: number }): boolean => before.get(String(row)) === null;
  const rows = await preparedRows(needs, job, { page, content, isOpen }, now);
  let hasFailed = false;
  const work = async ({ row, id, act }: PreparedRow): Promise<void> => {
    if (needs.timeLeft() < reserveMs) return;
    try {
      const result = await act();
      if (result !== "stored") await keep(needs, job, { row, id, refusal: null, ...result }, now);
    } catch (error) {
      if (error instanceof RowSettled || isPassing(needs, error)) return;
      const refusal = refusalOf(error);
      if (refusal === null) {
        hasFailed = true;
        const { correlationId } = job;
        log("error", alarmLines.jobRowFailed, { id: job.id, row, correlationId, ...errorFields(error) });
        if (job.failures < triesOfPage) return;
      }
      await keep(needs, job, { row, id, ...(refusal ?? internal) }, now);
    }
  };
  await inTurn(rows.filter(isOpen), slots, ({ marks }) => marks, work);
  const after = rows.some(isOpen) ? await table.read(places) : before;
  const results = [...after.values()].filter((result) => result !== null);
  return { results, isDone: results.length === numbers.length, hasFailed };
}

/** Stores a result, unless another run has stored one. It comes again where that fails. */
const keep = async ({ table }: RowNeeds, { id }: Job, result: JobResult, now: Instant): Promise<void> => {
  const { item, condition } = resultWrite(id, result, now);
  await table.put(item, condition);
};

const isPassing = (needs: RowNeeds, error: unknown): boolean =>
  error instanceof Refusal ? ["busy", "unavailable"].includes(error.kind) : needs.isPassing(error);

type Outcome = Pick<JobResult, "result"> & Partial<Pick<JobResult, "id" | "refusal">>;

/** A row, and what is done for it: its command stores the result itself, or it is returned. */
interface PreparedRow {
  readonly row: number;
  readonly id: string | null;
  /** Rows with the same mark are worked on one after the other. */
  readonly marks: readonly string[];
  readonly act: () => Promise<Outcome | "stored">;
}

const internal: Outcome & Pick<JobResult, "refusal"> = {
  result: "refused",
  refusal: { kind: "internal", detail: "", faults: [], members: {} },
};

/** What a refusal makes of a row: one that is there already was done before. */
function refusalOf(error: unknown): (Outcome & Pick<JobResult, "refusal">) | null {
  if (!(error instanceof Refusal)) return null;
  const { invitationId } = error.members;
  if (error.kind === "open-invitation-exists" && typeof invitationId === "string") {
    return { result: "unchanged", id: invitationId, refusal: null };
  }
  return { result: "refused", refusal: storedRefusal(error) };
}

const storedRefusal = ({ kind, message, faults, members, retryAfter }: Refusal): RowRefusal => ({
  ...{ kind, detail: message },
  faults: faults.map(({ pointer, code, message: words }) => ({ pointer, code, message: words })),
  members: { ...members, ...(retryAfter !== null && { retryAfter }) },
});

interface Page {
  readonly page: number;
  readonly content: JobPage;
  readonly isOpen: (row: { readonly row: number }) => boolean;
}

const preparedRows = async (needs: RowNeeds, job: Job, page: Page, now: Instant): Promise<PreparedRow[]> => {
  const cause = causeOf(job, now);
  return page.content.ids === null ? newRows(needs, job, page, cause) : presentRows(needs, job, page, cause);
};

/** The user who created the job acts, at the request that started it. */
const causeOf = ({ id, partnerId, createdBy, correlationId }: Job, now: Instant): Cause => ({
  ...{ partnerId, actor: { kind: "partner", id: createdBy.id }, now, correlationId },
  causationId: eventIdOf(id, 1),
});

async function newRows(
  needs: RowNeeds,
  job: Job,
  { page, content, isOpen }: Page,
  cause: Cause,
): Promise<PreparedRow[]> {
  const { createdBy, options, dryRun } = job;
  const rows = (content.rows ?? []).map((sent, at) => ({
    row: rowNumber(page, at),
    creation: inputOrRefusal(() => ({ input: needs.inputOf({ ...options, ...sent }), createdBy, cause, claim: null })),
  }));
  if (dryRun) {
    // Every row is compared with those before it, also with those that have a result.
    const creations = rows.map(({ creation }) => creation);
    const outcomes = await dryRunBatch(needs, creations, cause, options["send"] === undefined ? 0 : job.counts.ok);
    return rows.map(({ row }, at) => ({ row, id: null, marks: [], act: async () => dryOutcome(outcomes[at]!) }));
  }
  return rows.filter(isOpen).map(({ row, creation }) => ({
    ...{ row, id: null },
    marks: creation instanceof Refusal ? [] : [creation.input.terms.customer?.email?.toLowerCase() ?? ""],
    act: async () => {
      if (creation instanceof Refusal) throw creation;
      await saveNewInvitation(needs, { ...creation, claim: rowClaim(job.id, row, cause.now) });
      return "stored";
    },
  }));
}

function inputOrRefusal<Creation>(make: () => Creation): Creation | Refusal {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function dryOutcome(outcome: Awaited<ReturnType<typeof dryRunBatch>>[number]): Outcome {
  if (outcome.kind === "created") return { result: "ok" };
  throw outcome.kind === "refused" ? outcome.refusal : outcome.error;
}

async function presentRows(
  needs: RowNeeds,
  job: Job,
  { page, content, isOpen }: Page,
  cause: Cause,
): Promise<PreparedRow[]> {
  const { table, masterKey } = needs;
  const rows = (content.ids ?? []).map((id, at) => ({ row: rowNumber(page, at), id })).filter(isOpen);
  const parts = await table.read(new Map(rows.map(({ id }) => [id, invitationParts(id)])));
  const key = await masterKey();
  const wholes = new Map([...parts].map(([id, found]) => [id, wholeInvitation(found)]));
  const own = (id: string): WholeInvitation | null => {
    const whole = wholes.get(id) ?? null;
    return whole?.invitation.partnerId === job.partnerId ? whole : null;
  };
  const sendingOf = ({ invitation }: WholeInvitation) => ({
    address: recipientOf(invitation.terms.customer.email, key).mailbox,
    opened: job.action === "renew" ? 1 : 0,
  });
  const found = rows.map(({ id }) => own(id)).filter((whole) => whole !== null);
  const isSending = job.action !== "cancel";
  const room = job.dryRun && isSending ? await quotaRoom(needs, found.map(sendingOf), cause, job.counts.ok) : null;
  return rows.map(({ row, id }) => ({
    ...{ row, id, marks: [] },
    act: async (): Promise<Outcome | "stored"> => {
      const whole = own(id);
      if (whole !== null && isDoneBefore(job, whole, cause.now)) return { result: "unchanged" };
      if (!job.dryRun) {
        await carryOut(needs, job, id, cause, rowClaim(job.id, row, cause.now));
        return "stored";
      }
      await wouldBeDone((claim) => carryOut(needs, job, id, cause, claim));
      const full = whole && room?.take(sendingOf(whole));
      if (full) throw full;
      return { result: "ok" };
    },
  }));
}

/** The command of the action's own route. */
const carryOut = (
  needs: RowNeeds,
  { action, options }: Job,
  id: string,
  cause: Cause,
  claim: Claim,
): Promise<unknown> => {
  if (action === "cancel") return cancelInvitation(needs, id, options.reason ?? null, cause, claim);
  if (action === "renew") return renewInvitation(needs, id, cause, claim);
  return resendInvitation(needs, id, { rotate: options.rotate ?? false }, cause, claim);
};

/** Delivery statuses after which the mail has to be sent again, however new it is. */
const lost: readonly string[] = ["undelivered", "bounced", "complained", "suppressed", "rejected"];

/** Whether nothing is to do: an earlier job, or somebody, has done the same. A mail of the last day is not sent again. */
function isDoneBefore({ action }: Job, { invitation, delivery }: WholeInvitation, now: Instant): boolean {
  const current = asOf(invitation, now);
  if (action === "cancel") return current.status === "cancelled";
  if (current.status !== "pending") return false;
  return (
    action === "renew" ||
    (current.issue.askedAt > addDays(now, -1) && !lost.includes(readDelivery(current, delivery).status))
  );
}
