import * as z from "zod/mini";
import type { FaultCode } from "../kernel/fault-code.ts";
import { documented } from "../schema/documented.ts";
import { line } from "../schema/primitives.ts";

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
