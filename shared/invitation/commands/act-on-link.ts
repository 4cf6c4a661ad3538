import type { LinkNumbers } from "../../crypto/links.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { personPseudonym, addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Delivery } from "../../delivery/model.ts";
import { asOf, type Invitation } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { portalAway } from "../../policy/policy.ts";
import { codePlace } from "../../codes/item.ts";
import type { IssuedCode } from "../../codes/model.ts";
import { deliveryPlace, invitationPlace } from "../items/item.ts";
import { partnerKeys } from "../../partner/items/keys.ts";
import { partnerStandingPlace, partnerStandsCheck } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { isOf } from "../../table/writes.ts";
import { type Claim, type CountedWrites, type Decision, type Reads, nothing } from "../../transaction/commit.ts";
import { closingOne } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute, type Round } from "../../transaction/execute.ts";
import { openLink } from "./open-link.ts";
import { viewInvitation, askForNewLink as ask } from "../rules/answers.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";

/** When and in which request a customer acts. */
export interface CustomerMoment {
  readonly now: Instant;
  readonly correlationId: string;
  readonly locale?: string | null;
  /** The external portal that reports the answer, with its idempotency claim; absent on Rapport's own page. */
  readonly callback?: { readonly portal: string; readonly claim: Claim };
}

/** Result of a customer's command. `elsewhere`: the invitation is open, but decided in another portal. */
export type LinkOutcome = "unknown" | "stale" | "elsewhere" | "done";

/** An invitation in the hands of its customer. */
export interface CustomerAct extends Round {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly code: IssuedCode | null;
  readonly masterKey: MasterKey;
  /** The actor is the invited person, as a pseudonym, or the portal that reports. */
  readonly cause: Cause;
  /** Refuses at once what the transaction would refuse, for commands that write something before it. */
  readonly assertStands: () => Promise<void>;
}

/**
 * Opens a link and carries out `decide` in one transaction, which fails if the partner revoked its links or (unless
 * `whileFrozen`) is frozen. `wherever` also allows requests that another portal decides.
 */
export async function actOnLink(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  { now, correlationId, callback }: CustomerMoment,
  decide: (act: CustomerAct) => Promise<CountedWrites> | CountedWrites,
  { whileFrozen = false, wherever = false }: { readonly whileFrozen?: boolean; readonly wherever?: boolean } = {},
): Promise<LinkOutcome> {
  const key = await masterKey();
  const decideOpened = async (opened: OpenedAct, round: Round): Promise<Decision<LinkOutcome>> => {
    if (opened.kind !== "found") return without(opened.kind);
    const { link, ...found } = opened.found;
    const isOpen = asOf(found.invitation, now).status === "pending";
    if (isOpen && !wherever && portalAway(found.invitation, policy)?.id !== callback?.portal)
      return without("elsewhere");
    const { partnerId, customerId, terms, id, version } = found.invitation;
    const assertStands = (): Promise<void> => assertLinkStands(table, found.invitation, link, whileFrozen);
    if (round.isAgain) await assertStands();

    const actor = {
      ...(callback
        ? ({ kind: "callback", id: callback.portal } as const)
        : ({ kind: "customer", id: personPseudonym(terms.customer.email, partnerId, key) } as const)),
      ...(customerId !== null && { customerId }),
    };
    const cause = { partnerId, actor, now, correlationId, causationId: null };
    const { writes, opened: more } = await Promise.resolve({ ...found, ...round, masterKey: key, cause, assertStands })
      .then(decide)
      .catch(async (error: unknown) => {
        // Faults of an answer are revealed only to the holder of a valid link.
        await assertStands();
        throw error;
      });
    // A transaction names an item once: a write of the standing comes with the profile's, conditional on its version.
    const isHeld = writes.some((write) => isOf(write, partnerKeys.standing(partnerId)));
    if (isHeld || writes.length === 0) await assertStands();
    if (writes.length === 0) return without("done");
    const check = isHeld ? [] : [partnerStandsCheck(partnerId, link.epoch, { whileFrozen })];
    return {
      answer: () => "done",
      writes: [...writes, ...check],
      counting: closingOne(partnerId, more),
      // A report is one step of the invitation, so it is identified by the step's number.
      record: { status: 200, aggregate: id, sequence: version + 1 },
    };
  };
  return execute(
    table,
    { now, claim: callback?.claim },
    (reads) => openLink(token, key, (link) => load(reads, link)),
    decideOpened,
    async (): Promise<LinkOutcome> => "done",
  );
}

const without = (outcome: LinkOutcome): Decision<LinkOutcome> => ({ answer: () => outcome, writes: [] });

type OpenedAct = Awaited<ReturnType<typeof openLink<NonNullable<Awaited<ReturnType<typeof load>>>>>>;

async function load(table: Reads, { invitationId }: LinkNumbers) {
  const { invitation, ...found } = await table.read({
    invitation: invitationPlace(invitationId),
    delivery: deliveryPlace(invitationId),
    code: codePlace(invitationId),
  });
  return invitation && { invitation, ...found };
}

/** Finds the refusal for a partner whose condition the transaction would fail. */
async function assertLinkStands(
  table: Table,
  { partnerId, status }: Invitation,
  link: LinkNumbers,
  whileFrozen: boolean,
): Promise<void> {
  const partner = await table.read(present(partnerStandingPlace(partnerId)));
  if (partner.linkEpoch !== link.epoch) throw new Refusal("not-found", "This link does not exist.");
  // Answers can still be read.
  if (partner.frozen && !whileFrozen && (status === "pending" || status === "expired")) throw onHold();
}

/** The refusal of an answer to a partner that is frozen. */
export const onHold = (): Refusal =>
  new Refusal("partner-frozen", "The requests of this partner are on hold. Try again later.");

/** A person, not a scanner, has the page open: recorded once. */
export const markViewed = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, ({ invitation, delivery, cause }) => {
    const change = viewInvitation(invitation, delivery, moment.now);
    return { writes: change === null ? [] : invitationWrites(change, cause), opened: 0 };
  });

/** Asks for a new link after the end, which the partner is told. Repeating it changes nothing. */
export const askForNewLink = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, ({ invitation, delivery, masterKey, cause }) => {
    const change = ask(invitation, delivery, cause);
    if (change === null) return nothing;
    // One that only time has expired still holds its lock.
    const isFreed = change.action === "expire";
    const address = addressPseudonym(invitation.terms.customer.email, masterKey);
    const freed = isFreed ? openInvitationLock.free(invitation, address) : [];
    return { writes: [...invitationWrites(change, cause), ...freed], opened: isFreed ? -1 : 0 };
  });
