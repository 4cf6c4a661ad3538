import * as z from "zod/mini";
import { normaliseAddress } from "../../shared/kernel/address.ts";
import { Refusal, type Fault } from "../../shared/kernel/refusal.ts";
import { parse } from "../../shared/http/parse.ts";
import { documented } from "../../shared/schema/documented.ts";
import { digest, durationBetween, line, mailAddress, mayBeLeftOut } from "../../shared/schema/primitives.ts";

/** What an external portal reports of a customer (HTTP contract, Public). */
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

/** The link in a message whose sender is not known yet; empty when there is none. */
export function linkIn(body: unknown): string {
  const { data } = z.object({ link: z.string() }).safeParse(parsed(body));
  return data?.link ?? "";
}

/** Reads a report; refuses it with all its faults. */
export function parseReport(body: unknown): Report {
  const { by, ...read } = parse(report, parsed(body));
  return { ...read, by: by && { ...by, email: normaliseAddress(by.email) ?? by.email } };
}

/** What is granted. Refuses a yes that leaves it open, or who grants it: silence is no consent. */
export function grantedIn({ granted, by }: Report): string[] {
  const faults: Fault[] = [
    ...(granted === undefined
      ? [{ pointer: "/granted", code: "granted-missing" as const, message: "Say which permissions are granted." }]
      : []),
    ...(by ? [] : [{ pointer: "/by", code: "granter-missing" as const, message: "Say who accepts." }]),
  ];
  if (granted === undefined || faults.length > 0)
    throw new Refusal("validation", "The report has faults; none of it was carried out.", { faults });
  return granted;
}

const parsed = (body: unknown): unknown => {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
};
