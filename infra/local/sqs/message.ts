import { createHash } from "node:crypto";
import * as z from "zod";
import type { Queue } from "./sqs.ts";

/** A message attribute as the SDK sends it. */
export const attributeSchema = z.object({ DataType: z.string(), StringValue: z.string().optional() });

/** A message and what the queue knows of it; times in virtual milliseconds. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, z.infer<typeof attributeSchema>>>;
  readonly sentAt: number;
  /** When it came into this queue, where another one gave it up. */
  readonly movedAt?: number;
  /** The queue from which it was given up, for the way back. */
  readonly origin?: Queue;
  /** Its number in the order in which its queue got messages. */
  readonly nth: number;
  /** Whether it was handed out again after it had been deleted. */
  repeated?: boolean;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  receipt: string;
}

/** A message as it is written to disk: its origin by ARN. */
export interface KeptMessage extends Omit<Message, "origin" | "receipt" | "nth"> {
  readonly origin?: string;
}

/** The message for the disk. */
export const keepMessage = ({ origin, receipt: _receipt, nth: _nth, ...message }: Message): KeptMessage => ({
  ...message,
  ...(origin && { origin: origin.arn }),
});

/** What SQS answers as checksum of a body; the SDK compares it. */
export const md5Of = (body: string): string => createHash("md5").update(body).digest("hex");
