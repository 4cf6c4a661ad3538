import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { dropUnreachable } from "../../shared/customer/commands/change-administrators.ts";
import { recordDelivery as record, type ReportedAddress } from "../../shared/delivery/commands/record-delivery.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import { alarmLines } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { suppress } from "../../shared/delivery/address-item.ts";
import type { Table } from "../../shared/table/table.ts";
import { parseSesEvent, type SesReport } from "./ses-event.ts";

/** The dependencies of recording. */
export interface RecordDeliveryDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
}

/** Records SES's delivery events. Messages that fail are retried, and finally become dead letters. */
export const recordDelivery =
  (dependencies: RecordDeliveryDependencies) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(Records.map((message) => recordOne(dependencies, message)));
    return {
      batchItemFailures: failed.filter((id) => id !== null).map((itemIdentifier) => ({ itemIdentifier })),
    };
  };

async function recordOne(dependencies: RecordDeliveryDependencies, { messageId, body }: SQSRecord) {
  try {
    const said = parseSesEvent(body);
    if (said !== null) await take(dependencies, said);
    return null;
  } catch (error) {
    log("error", alarmLines.deliveryNotRecorded, { messageId, ...errorFields(error) });
    return messageId;
  }
}

/**
 * Suppresses the address of every mail that bounced or was complained about, also where the invitation's delivery does not
 * change. A suppression that the operator has lifted since the report stays lifted.
 */
async function take(dependencies: RecordDeliveryDependencies, said: SesReport): Promise<void> {
  const { table, clock } = dependencies;
  const cause = {
    now: clock(),
    actor: { kind: "system", id: "ses" },
    correlationId: said.correlationId,
    causationId: `${said.invitationId}:${said.report.mailSequence}`,
  } as const;
  const suppressed = await suppressedBy(dependencies, said);
  // Mails with notices do not change the invitation's delivery, and mails with codes only by a suppression.
  const isAboutDelivery =
    said.kind === "invitation" || said.kind === "reminder" || (said.kind === "code" && said.suppression !== null);
  const isRecorded =
    isAboutDelivery && (await record({ table }, said.invitationId, said.report, cause, { suppressed }));
  if (suppressed === null) return;
  const { address, suppression } = suppressed;
  if (!isRecorded && !(await suppress(table, address, suppression))) return;
  // Also if it was suppressed before: the first try may have failed halfway.
  if (suppression.reason === "bounce") {
    const moment = { ...cause, causationId: null };
    await dropUnreachable({ table }, address, moment);
  }
}

async function suppressedBy(
  { masterKey }: RecordDeliveryDependencies,
  { suppression, report }: SesReport,
): Promise<ReportedAddress | null> {
  if (suppression === null) return null;
  const { reason, address } = suppression;
  return { address: addressPseudonym(address, await masterKey()), suppression: { reason, at: report.at } };
}
