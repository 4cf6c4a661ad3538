import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { domainOf } from "../../shared/kernel/address.ts";
import { rawMessage, type RawMessageInput } from "../../shared/mail/raw-message.ts";
import { answerWithin } from "../../shared/runtime/answer-within.ts";
import { toSesTags, type MailTags } from "../../shared/mail/tags.ts";

/** A mail for SES, without the sender's address and the domain of its id. */
export interface Letter extends Omit<RawMessageInput, "from" | "messageId"> {
  readonly senderName: string;
  /** The unique part of the mail's id. */
  readonly id: string;
  /** SES's id of the earlier mail that this one follows in the thread. */
  readonly follows: string | null;
}

/** The domain of the `Message-ID` that SES gives every mail. */
const domainOfIds = (region: string): string => `${region === "us-east-1" ? "email" : region}.amazonses.com`;

/**
 * Sends a mail once, without the SDK's retries, because the caller decides on retries. Returns SES's id of the mail. Throws if
 * SES does not answer within `timeout` milliseconds; it may have taken the mail.
 */
export function openMailSender(sender: string, configurationSet: string, timeout: number) {
  // A kept connection may break while the function is frozen, and there are no retries.
  const agent = { keepAlive: false };
  const requestHandler = { httpsAgent: agent, httpAgent: agent, ...answerWithin(timeout) };
  const client = new SESClient({ maxAttempts: 1, requestHandler });
  return async ({ senderName, id, follows, ...letter }: Letter, tags: MailTags): Promise<string | null> => {
    const thread = follows === null ? {} : threadHeaders(`<${follows}@${domainOfIds(await client.config.region())}>`);
    const raw = await rawMessage({
      ...letter,
      from: { name: senderName, address: sender },
      messageId: `<${id}@${domainOf(sender)}>`,
      headers: { ...letter.headers, ...thread },
    });
    const { MessageId } = await client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Destinations: [letter.to],
        Source: sender,
        ConfigurationSetName: configurationSet,
        Tags: toSesTags(tags),
      }),
    );
    return MessageId ?? null;
  };
}

const threadHeaders = (id: string) => ({ "In-Reply-To": id, References: id });
