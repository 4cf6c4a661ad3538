import * as z from "zod/mini";
import { noSenders, senderModes, type Senders } from "../domain/senders.ts";
import { keys } from "./keys.ts";
import type { RawItem } from "./table.ts";
import { isAtVersion, type Write } from "./writes.ts";

const sendersSchema: z.ZodMiniType<Senders> = z.object({
  customerId: z.string(),
  version: z.number(),
  mode: z.enum(senderModes),
  blocked: z.array(z.string()),
  listed: z.array(z.string()),
});

/** Reads whom a customer takes requests from, from the item at `keys.senders`; everybody where there is none. */
export const parseSenders = (item: RawItem | null | undefined, customerId: string): Senders =>
  item ? sendersSchema.parse(item) : noSenders(customerId);

/** The write of what an administrator said, held to the version that was read. */
export const sendersWrite = (after: Senders): Write => ({
  kind: "put",
  item: { ...keys.senders(after.customerId), entity: "senders", schema: 1, ...after },
  condition: isAtVersion(after.version === 1 ? null : after.version - 1),
});
