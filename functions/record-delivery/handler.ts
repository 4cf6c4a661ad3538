import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { recordDelivery as record } from "../../shared/commands/record-delivery.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import type { Table } from "../../shared/store/table.ts";
import { parseSesEvent } from "./ses-event.ts";

/** Takes in what SES says of mails. What cannot be read or written is tried again, and ends among the dead letters. */
export const recordDelivery =
  ({ table, clock }: { readonly table: Table; readonly clock: Clock }) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(Records.map((message) => recordOne(table, clock, message)));
    return {
      batchItemFailures: failed.filter((id) => id !== null).map((itemIdentifier) => ({ itemIdentifier })),
    };
  };

async function recordOne(table: Table, clock: Clock, { messageId, body }: SQSRecord): Promise<string | null> {
  try {
    const said = parseSesEvent(body);
    // A code's mail says nothing of the invitation's: it goes out at the customer's own wish.
    if (said === null || said.kind === "code") return null;
    await record({ table }, said.invitationId, said.report, {
      now: clock(),
      actor: { kind: "system", id: "ses" },
      correlationId: said.sesEventId,
      causationId: `${said.invitationId}:${said.report.mailSequence}`,
    });
    return null;
  } catch (error) {
    log("error", "delivery not recorded", { messageId, ...errorFields(error) });
    return messageId;
  }
}
