import { recordDelivery as recordDeliveries } from "../../functions/record-delivery/handler.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import { liftWrites, suppress } from "../../shared/delivery/address-item.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import type { MailReport } from "../../shared/delivery/model.ts";
import type { suppressionReasons } from "../../shared/delivery/rules/address-status.ts";
import { invitationPlace } from "../../shared/invitation/items/item.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { now } from "../support/builders/fixed-clock.ts";
import { aBatch, aMessage } from "../support/stack/queue-events.ts";
import { aSesEvent } from "../support/stack/ses-events.ts";

/** SES, which reports what becomes of mails. */
export class MailService {
  readonly #dependencies: Pick<Dependencies, "table" | "masterKey">;

  constructor(dependencies: Pick<Dependencies, "table" | "masterKey">) {
    this.#dependencies = dependencies;
  }

  /** Reports the newest mail of an invitation, unless another is named. False where that changes nothing. */
  async report(
    id: string,
    outcome: MailReport["outcome"] = "sent",
    { at = now, ...named }: Partial<MailReport> = {},
  ): Promise<boolean> {
    const newest = named.mailSequence === undefined ? await this.#newestOf(id) : named;
    const { mailSequence = 0, linkVersion = 0 } = newest;
    const report = { outcome, mailSequence, linkVersion, at, reason: null, messageId: null, ...named };
    const actor = { kind: "system", id: "ses" } as const;
    return recordDelivery(this.#dependencies, id, report, { now: at, actor, correlationId: "c-1", causationId: null });
  }

  /** Reports that a notice to an address bounced for good. Answers how many messages are to come again. */
  async bounce(email: string, at: Instant = now): Promise<number> {
    const body = aSesEvent("bounced", {
      destination: [email],
      addedTags: { kind: ["notice"] },
      detail: {
        bounce: {
          ...{ timestamp: at, bounceType: "Permanent", bounceSubType: "General" },
          bouncedRecipients: [{ emailAddress: email, status: "5.1.1" }],
        },
      },
    });
    const handle = recordDeliveries({ ...this.#dependencies, clock: () => at });
    return (await handle(aBatch(aMessage(body)))).batchItemFailures.length;
  }

  /** Stops mail to an address, and nothing else. False where it was lifted since. */
  async suppress(
    email: string,
    reason: (typeof suppressionReasons)[number] = "bounce",
    at: Instant = now,
  ): Promise<boolean> {
    return suppress(this.#dependencies.table, await this.#addressOf(email), { reason, at });
  }

  /** Lets mail go to an address again. */
  async lift(email: string, at: Instant): Promise<void> {
    const lift = { at, by: "operator-1", reason: "The mailbox is back", lifted: [], accountList: false };
    await this.#dependencies.table.transact(liftWrites(await this.#addressOf(email), lift));
  }

  async #newestOf(id: string): Promise<Partial<MailReport>> {
    return (await this.#dependencies.table.read(invitationPlace(id)))?.issue ?? {};
  }

  async #addressOf(email: string): Promise<string> {
    return addressPseudonym(email, await this.#dependencies.masterKey());
  }
}
