import * as z from "zod/mini";
import { cloudIds } from "../names.ts";
import { spokenLocale } from "../policy/locales.ts";
import { offeredLocale } from "../schema/locale.ts";
import { partnerKinds } from "./model.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import { documented } from "../schema/documented.ts";
import { line, normalAddress, orDefault } from "../schema/primitives.ts";

/** What customers see a partner called: a name, and nothing that a reader or a mail program takes for an address. */
export const partnerName = line(100)
  .check(
    z.refine((text: string) => !/:\/\/|[\p{L}\p{N}-][.\u3002\uFF0E\uFF61]\p{L}{2}|[@\uFF20<>]/u.test(text), {
      error: "A name is no address: no @, ://, < or >, and no point between letters of one word.",
      params: { code: "name-deceptive" satisfies FaultCode },
    }),
  )
  .register(documented, {
    pattern: String.raw`^[^\x00-\x1f\x7f-\x9f@<>]*$`,
    rule: `Not allowed either: \`://\`, a point between letters of one word, characters that change the direction of writing, and U+FFFD. Invisible characters are removed.`,
  });

/** `POST /v1/operator/partners`. */
export const newPartnerBody = z.strictObject({
  displayName: partnerName,
  kind: z.enum(partnerKinds),
  cloud: z.enum(cloudIds),
  locale: orDefault(offeredLocale, spokenLocale()).register(documented, {
    description: "Language of the partner's mails; the deployment's first where nothing is said.",
  }),
  replyTo: z._default(z.nullable(normalAddress), null),
  notifications: orDefault(z.array(normalAddress).check(z.maxLength(10, "At most 10 addresses.")), []),
  verified: z._default(z.nullable(z.strictObject({ how: line(200) })), null),
  admin: z.strictObject({ email: normalAddress }),
  sandbox: orDefault(z.boolean(), false).register(documented, {
    description:
      "For good: all that the partner makes is test data, and its mails go only to its own users and to the mailbox simulator of SES.",
  }),
});
