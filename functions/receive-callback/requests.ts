import * as z from "zod/mini";
import { normaliseAddress } from "../../shared/kernel/address.ts";
import { Refusal, type Fault } from "../../shared/kernel/refusal.ts";
import { parse } from "../../shared/schema/parse.ts";
import { documented } from "../../shared/schema/documented.ts";
import { digest, durationBetween, line, mailAddress, mayBeLeftOut } from "../../shared/schema/primitives.ts";

/** A customer's decision as an external portal reports it (HTTP contract, Public). */
export const report = z.strictObject({
  link: z.string(),
  offer: digest,
  decision: z.enum(["accept", "decline", "report"]).register(documented, { description: "What the customer decided." }),
  granted: mayBeLeftOut(z.array(line(100)).check(z.maxLength(100, "At most 100 permissions."))),
  duration: z.optional(z.nullable(durationBetween(1, 99_999))),
  by: z.optional(
    z.nullable(z.strictObject({ name: line(200), email: mailAddress, title: z.optional(z.nullable(line(200))) })),
  ),
  customerId: z.optional(
    z.nullable(line(40)).register(documented, {
      description: "For which customer: `new`, or the id of one that the person speaks for.",
    }),
  ),
  organization: z.optional(z.nullable(line(200))),
  agreement: z.optional(
    z.nullable(
      z.strictObject({
        version: line(40, { description: "Version of the agreement." }),
        hash: digest,
      }),
    ),
  ),
  reason: z.optional(z.nullable(line(500))),
});
export type Report = z.infer<typeof report>;

/** The link in a message that is not yet verified; empty if it has none. */
export function linkIn(body: unknown): string {
  const { data } = z.object({ link: z.string() }).safeParse(parsed(body));
  return data?.link ?? "";
}

/** Parses a report, or refuses it with all of its faults. */
export function parseReport(body: unknown): Report {
  const { by, ...read } = parse(report, parsed(body));
  return { ...read, by: by && { ...by, email: normaliseAddress(by.email) ?? by.email } };
}

/** The granted permissions. Refuses an acceptance without them or without a person: a missing field is not consent. */
export function grantedIn({ granted, by }: Report): string[] {
  const faults: Fault[] = [
    ...(granted === undefined
      ? [
          {
            pointer: "/granted",
            code: "granted-missing" as const,
            message: "Send the permissions that are granted. An empty list grants none.",
          },
        ]
      : []),
    ...(by ? [] : [{ pointer: "/by", code: "granter-missing" as const, message: "Send the person who accepts." }]),
  ];
  if (granted === undefined || faults.length > 0)
    throw new Refusal("validation", "The report has faults. Nothing was changed.", { faults });
  return granted;
}

const parsed = (body: unknown): unknown => {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
};
