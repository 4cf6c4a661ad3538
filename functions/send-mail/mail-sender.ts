import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { domainOf } from "../../shared/kernel/address.ts";
import { rawMessage, type RawMessageInput } from "../../shared/mail/raw-message.ts";
import { toSesTags, type MailTags } from "../../shared/mail/tags.ts";

/** A mail as it goes to SES, but for the sender's address and the domain of ids. */
export interface Letter extends Omit<RawMessageInput, "from" | "messageId"> {
  readonly senderName: string;
  /** What makes the mail's own id unique, in the characters of an id. */
  readonly id: string;
  /** SES's id of an earlier mail under which a mail program shows this one. */
  readonly follows: string | null;
}

/** The domain that SES writes behind its ids into the header: it replaces a mail's own id in any case. */
const domainOfIds = (region: string): string => `${region === "us-east-1" ? "email" : region}.amazonses.com`;

/**
 * Hands a mail to SES, once: whether to try again is for the caller to know, not for the SDK. Answers SES's id of the mail.
 */
export function openMailSender(sender: string, configurationSet: string) {
  // A connection kept from an earlier mail may have died unseen while the function was frozen, and nobody tries again.
  const agent = { keepAlive: false };
  const client = new SESClient({ maxAttempts: 1, requestHandler: { httpsAgent: agent, httpAgent: agent } });
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
