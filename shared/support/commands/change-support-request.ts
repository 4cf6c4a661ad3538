import { dataOf, following, type Cause } from "../../events/envelope.ts";
import { eventPlace } from "../../events/stored-events.ts";
import type { Instant } from "../../kernel/time.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { present } from "../../table/places.ts";
import { claimed } from "../../transaction/claim.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import type { SupportMessage, SupportRequestWithMessages } from "../answers.ts";
import { supportWrites } from "../item.ts";
import type { SupportRequest, SupportSide } from "../model.ts";
import { closeRequest, readSupportRequest, writeMessage, type SupportStep } from "../rules.ts";
import type { SupportAnswer } from "./open-support-request.ts";
import { ownRequest, placeOfRequest, withMessages } from "./read-support-requests.ts";

type Needs = Pick<Dependencies, "table">;

/** Who changes a request, and which versions of it the caller means. */
export interface SupportChange {
  readonly cause: Cause;
  readonly claim: IdempotencyClaim | null;
  readonly expected: ExpectedVersions;
}

/** The partner or the operator writes a message. A frozen partner cannot, for its message is mailed to the customer. */
export const writeSupportMessage = (needs: Needs, id: string, text: string, change: SupportChange) =>
  changeRequest(needs, id, change, { mustStand: true }, (request, side, now) => writeMessage(request, side, text, now));

/** The partner or the operator closes a request. Repeating it changes nothing. */
export const closeSupportRequest = (needs: Needs, id: string, change: SupportChange) =>
  changeRequest(needs, id, change, { mustStand: false }, closeRequest);

async function changeRequest(
  { table }: Needs,
  id: string,
  { cause: given, claim, expected }: SupportChange,
  standing: Parameters<typeof partnerOf>[1],
  act: (request: SupportRequest, side: SupportSide, now: Instant) => SupportStep | null,
): Promise<SupportAnswer> {
  const side = given.actor.kind === "operator" ? "operator" : "partner";
  const ofPartner = side === "partner" ? { partnerId: given.partnerId } : {};
  const load = async (reads: Reads) => {
    const plan = { found: placeOfRequest(id), partner: side === "partner" ? partnerPlace(given.partnerId) : null };
    const { found, partner } = await reads.read(plan);
    const request = ownRequest(found, ofPartner);
    if (side === "partner") partnerOf(partner, standing);
    assertAtVersion(request, expected);
    return { request, shown: await withMessages(table, readSupportRequest(request)) };
  };
  return execute(
    table,
    { now: given.now, claim: claimed(claim) },
    load,
    ({ request, shown }) => {
      const cause = following(request, { ...given, partnerId: request.partnerId });
      const step = act(request, side, cause.now);
      return {
        answer: (): SupportAnswer => ({
          request: step === null ? shown : shownAfter(shown, step, side),
          replayed: false,
        }),
        writes: step === null ? [] : supportWrites(step, cause),
        record: { status: 200, aggregate: id, sequence: (step?.after ?? request).version },
      };
    },
    async ({ aggregate, sequence }) => {
      const event = await table.read(present(eventPlace(aggregate, sequence)));
      const { request } = dataOf(event, ...changes);
      return { request: await withMessages(table, request), replayed: true };
    },
  );
}

/** Every event that a change can end with, and that of an unchanged new request. */
const changes = [
  "SupportRequestOpened",
  "SupportRequestContinued",
  "SupportRequestAnswered",
  "SupportRequestReopened",
  "SupportRequestClosed",
] as const;

function shownAfter(
  before: SupportRequestWithMessages,
  { after, event: { data } }: SupportStep,
  by: SupportSide,
): SupportRequestWithMessages {
  const written: SupportMessage[] = "message" in data ? [{ ...data.message, by, at: after.updatedAt }] : [];
  return { ...readSupportRequest(after), messages: [...before.messages, ...written] };
}
