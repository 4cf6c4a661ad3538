import type { LinkNumbers } from "../crypto/links.ts";
import type { MasterKey } from "../crypto/master-key.ts";
import { personPseudonym } from "../crypto/pseudonyms.ts";
import type { Delivery } from "../domain/delivery.ts";
import { asOf, type Invitation } from "../domain/invitation.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import { portalAway } from "../policy/policy.ts";
import { codePlace, type IssuedCode } from "../store/codes.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { deliveryPlace, invitationPlace } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { partnerPlace, partnerStandsCheck } from "../store/partners.ts";
import { present } from "../store/places.ts";
import type { Table } from "../store/table.ts";
import { isOf, type Write } from "../store/writes.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { openLink } from "./open-link.ts";
import { saveCounted, type CountedWrites } from "./save-counted.ts";

/** When and in which request a customer acts. */
export interface CustomerMoment {
  readonly now: Instant;
  readonly correlationId: string;
  /** Language of the page on which it is done; null or absent where none was chosen. */
  readonly locale?: string | null;
  /** The external portal that reports the act, in a message that counts once; absent on Rapport's own page. */
  readonly callback?: { readonly portal: string; readonly claim: IdempotencyClaim };
}

/** What became of a customer's act on a link. `elsewhere`: it is open, and another portal is where it is decided. */
export type LinkOutcome = "unknown" | "stale" | "elsewhere" | "done";

/** An invitation in the hands of its customer. */
export interface CustomerAct {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly code: IssuedCode | null;
  readonly masterKey: MasterKey;
  /** The actor is the invited person, as a pseudonym, or the portal that reports. */
  readonly cause: Cause;
  /** Somebody else's write came before an earlier round's. */
  readonly isAgain: boolean;
  /** Refuses at once what the transaction would refuse: for an act that has to write something before it. */
  readonly assertStands: () => Promise<void>;
}

/**
 * Opens a link and does what `decide` writes for it; nothing when it writes nothing. One read request, one transaction,
 * which holds only while the partner stands: its links not taken back, and, unless `whileFrozen`, not frozen. `wherever`:
 * also where another portal is where it is decided.
 */
export async function actOnLink(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  { now, correlationId, callback }: CustomerMoment,
  decide: (act: CustomerAct) => Promise<CountedWrites> | CountedWrites,
  { whileFrozen = false, wherever = false }: { readonly whileFrozen?: boolean; readonly wherever?: boolean } = {},
): Promise<LinkOutcome> {
  const key = await masterKey();
  return attempt(async (round) => {
    const opened = await openLink(token, key, (link) => load(table, link, callback?.claim));
    if (opened.kind !== "found") return opened.kind;
    const { link, earlier, ...found } = opened.found;
    if (callback && earlierAnswer(callback.claim, earlier, now)) return "done";
    const isOpen = asOf(found.invitation, now).status === "pending";
    if (isOpen && !wherever && portalAway(found.invitation, policy)?.id !== callback?.portal) return "elsewhere";
    const { partnerId, terms } = found.invitation;
    const isAgain = round > 0;
    const assertStands = (): Promise<void> => assertLinkStands(table, found.invitation, link, whileFrozen);
    if (isAgain) await assertStands();

    const { customerId } = found.invitation;
    const actor = {
      ...(callback
        ? ({ kind: "callback", id: callback.portal } as const)
        : ({ kind: "customer", id: personPseudonym(terms.customer.email, partnerId, key) } as const)),
      ...(customerId !== null && { customerId }),
    };
    const cause = { partnerId, actor, now, correlationId, causationId: null };
    const act = { ...found, masterKey: key, cause, isAgain, assertStands };
    const counted = await Promise.resolve(act)
      .then(decide)
      .catch(async (error: unknown) => {
        // What is wrong with an answer is told only to who holds a link that still counts.
        await assertStands();
        throw error;
      });
    // A transaction names an item once: what writes the partner is held to the version that stood.
    const isHeld = counted.writes.some((write) => isOf(write, keys.partner(partnerId)));
    if (isHeld) await assertStands();
    const check = isHeld ? [] : [partnerStandsCheck(partnerId, link.epoch, { whileFrozen })];
    const writes = [...counted.writes, ...check, ...claimWrites(callback, found.invitation, now)];
    if (counted.writes.length > 0) await saveCounted(table, { ...counted, writes }, cause);
    else await assertStands();
    return "done";
  });
}

/** What a portal reports is one step of the invitation, so its message is known by the step's number. */
const claimWrites = (callback: CustomerMoment["callback"], { id, version }: Invitation, now: Instant): Write[] =>
  callback ? [idempotencyWrite(callback.claim, { status: 200, aggregate: id, sequence: version + 1 }, now)] : [];

async function load(table: Table, { invitationId }: LinkNumbers, claim: IdempotencyClaim | undefined) {
  const { invitation, ...found } = await table.read({
    invitation: invitationPlace(invitationId),
    delivery: deliveryPlace(invitationId),
    code: codePlace(invitationId),
    earlier: claim && answerPlace(claim),
  });
  return invitation && { invitation, ...found };
}

/** The write has the last word on whether the partner stands; this finds it the words. */
async function assertLinkStands(
  table: Table,
  { partnerId, status }: Invitation,
  link: LinkNumbers,
  whileFrozen: boolean,
): Promise<void> {
  const partner = await table.read(present(partnerPlace(partnerId)));
  if (partner.linkEpoch !== link.epoch) throw new Refusal("not-found", "This link does not exist.");
  // What was answered stays answered, and may be read.
  if (partner.frozen && !whileFrozen && (status === "pending" || status === "expired"))
    throw new Refusal("partner-frozen", "The requests of this partner are on hold.");
}
