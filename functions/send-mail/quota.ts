import { GetSendQuotaCommand, type SESClient } from "@aws-sdk/client-ses";
import { measures } from "../../shared/names.ts";
import { measure } from "../../shared/runtime/measure.ts";

/** Measures the used part of SES's quota of 24 hours, which has no metric. An account without a limit uses none. */
export async function measureQuota(client: Pick<SESClient, "send">): Promise<void> {
  const { Max24HourSend = -1, SentLast24Hours = 0 } = await client.send(new GetSendQuotaCommand({}));
  measure(measures.quotaUsed, Max24HourSend <= 0 ? 0 : (100 * SentLast24Hours) / Max24HourSend);
}
