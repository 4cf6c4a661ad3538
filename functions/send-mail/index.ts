import { SESClient } from "@aws-sdk/client-ses";
import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as wait } from "node:timers/promises";
import { answerWithin } from "../../shared/runtime/answer-within.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import type { OperatorLinks } from "../../shared/policy/operator-settings.ts";
import { longestAnswer, sendMail } from "./handler.ts";
import { environment } from "./manifest.ts";
import { paced } from "./pace.ts";
import { measureQuota } from "./quota.ts";
import { openMailSender } from "./mail-sender.ts";

const settings = readEnvironment(environment);
const stopwatch = (): number => performance.now();
const turn = paced(Number(settings.mailInterval), stopwatch, (milliseconds) => wait(milliseconds));
const post = openMailSender(settings.mailSender, settings.mailConfigurationSet, longestAnswer);
const queues = new SQSClient({ requestHandler: answerWithin() });
const account = new SESClient({ requestHandler: answerWithin(longestAnswer) });

/** Sends the mails of events. */
export const handler = sendMail({
  table: connectTable(settings.table),
  masterKey: masterKeySource(settings.masterKey, Date.now),
  post: async (...mail) => {
    await turn();
    return post(...mail);
  },
  stopwatch,
  measureQuota: () => measureQuota(account),
  postpone: async (ReceiptHandle, VisibilityTimeout) => {
    await queues.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: settings.mailQueue, ReceiptHandle, VisibilityTimeout }),
    );
  },
  clock: systemClock,
  publicUrl: settings.publicUrl,
  operatorName: settings.operatorName,
  operatorLinks: JSON.parse(settings.operatorLinks) as OperatorLinks,
});
