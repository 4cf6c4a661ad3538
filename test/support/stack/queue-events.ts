import type { SQSEvent, SQSRecord } from "aws-lambda";

/** A message as SQS hands it to a function. */
export const aMessage = (body: string, { id = "m-1", receiveCount = 1 } = {}): SQSRecord => ({
  messageId: id,
  receiptHandle: `receipt-of-${id}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: "0",
    SenderId: "sender",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:queue",
  awsRegion: "eu-central-1",
});

/** A batch of messages. */
export const aBatch = (...Records: SQSRecord[]): SQSEvent => ({ Records });
