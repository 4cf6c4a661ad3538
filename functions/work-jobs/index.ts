import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import { answerWithin } from "../../shared/runtime/answer-within.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { workJobs } from "./handler.ts";
import { environment } from "./manifest.ts";

const { jobsQueue: QueueUrl, ...settings } = readEnvironment(environment);
const queues = new SQSClient({ requestHandler: answerWithin() });

/** Works on partners' jobs. */
export const handler = workJobs(
  {
    ...connect(settings),
    postpone: async (ReceiptHandle, VisibilityTimeout) => {
      await queues.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
  },
  systemClock,
);
