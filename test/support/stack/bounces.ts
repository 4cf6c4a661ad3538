import { recordDelivery } from "../../../functions/record-delivery/handler.ts";
import type { Dependencies } from "../../../shared/transaction/dependencies.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { now } from "../builders/fixed-clock.ts";
import { aBatch, aMessage } from "./queue-events.ts";
import { aSesEvent } from "./ses-events.ts";

/** Reports a permanent bounce of a notice's mail to an address, as SES does. Answers how many messages are to come again. */
export async function bounce(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  email: string,
  at: Instant = now,
): Promise<number> {
  const handler = recordDelivery({ table, masterKey, clock: () => at });
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
  return (await handler(aBatch(aMessage(body)))).batchItemFailures.length;
}
