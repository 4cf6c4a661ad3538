import * as z from "zod";
import { isReserved } from "./fields.ts";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** No name ends in a number, so an IP address is none. */
const lastLabel = `(?!\\d+$)${label}`;

/** A host name in the form in which certificates and DNS records have it. */
export const hostName = z
  .string()
  .max(253, "must have at most 253 characters")
  .regex(new RegExp(`^(${label}\\.)+${lastLabel}$`), "must be a host name in lower case, like rapport.your-domain.eu")
  .meta({ title: "host name in lower case" });

/** A zone of Route 53 in this account in which the stack writes records. */
export const hostedZone = z.strictObject({
  id: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone, like Z0123456789ABCDEFGHIJ")
    .meta({ title: "id of a hosted zone" })
    .describe("Id of a public hosted zone of Route 53 in this account."),
  name: hostName.describe("The zone's domain, without a full stop at its end."),
});

/** Whether a page's address leads to a name that everybody can look up: no number, and no name of one network. */
export const isReachable = (page: string): boolean => {
  const host = URL.parse(page)?.hostname;
  return host === undefined || (hostName.safeParse(host).success && !isReserved(host));
};

/** Whether a host is the domain itself or below it. */
export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
