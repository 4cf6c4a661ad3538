import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { rawMessage, type RawMessageInput } from "../../shared/mail/raw-message.ts";
import { toSesTags, type MailTags } from "../../shared/mail/tags.ts";

/** How sure it is that a mail did not go out. `rejected`: never will, `refused`: not this time, `unknown`: it may have. */
export type MailFailure = "rejected" | "refused" | "unknown";

/** Hands a mail to SES, once: whether to try again is for the caller to know, not for the SDK. */
export function postOffice(sender: string, configurationSet: string) {
  // A connection kept from an earlier mail may have died unseen while the function was frozen, and nobody tries again.
  const agent = { keepAlive: false };
  const client = new SESClient({ maxAttempts: 1, requestHandler: { httpsAgent: agent, httpAgent: agent } });
  return async (
    message: Omit<RawMessageInput, "from"> & { readonly senderName: string },
    tags: MailTags,
  ): Promise<void> => {
    const { senderName, ...rest } = message;
    const raw = await rawMessage({ ...rest, from: { name: senderName, address: sender } });
    await client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Destinations: [message.to],
        Source: sender,
        ConfigurationSetName: configurationSet,
        Tags: toSesTags(tags),
      }),
    );
  };
}

/** What an error of SES says about the mail. */
export function failureOf(error: unknown): MailFailure {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name === "MessageRejected") return "rejected";
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 ? "refused" : "unknown";
}
