import * as z from "zod/mini";
import { partnerKinds, type Partner } from "../domain/partner.ts";
import { instant } from "../schema/primitives.ts";
import { keys } from "./keys.ts";
import { isNew, type Write } from "./writes.ts";

const partnerSchema: z.ZodMiniType<Partner> = z.object({
  id: z.string(),
  version: z.number(),
  displayName: z.string(),
  kind: z.enum(partnerKinds),
  cloud: z.string(),
  verified: z.nullable(z.object({ at: z.string(), how: z.string() })),
  locale: z.string(),
  replyTo: z.nullable(z.string()),
  notifications: z.array(z.string()),
  linkEpoch: z.number(),
  frozen: z.boolean(),
  registeredAt: instant,
});

/** Reads a stored partner; throws on an item that is none. */
export const parsePartner = (item: unknown): Partner => partnerSchema.parse(item);

/** The write of a new partner. */
export const newPartnerWrite = (partner: Partner): Write => ({
  kind: "put",
  item: { ...keys.partner(partner.id), entity: "partner", schema: 1, ...partner },
  condition: isNew,
});

/** Holds a transaction to what its link was made of: the partner's epoch, and that the partner is not frozen. */
export const partnerStandsCheck = (partnerId: string, linkEpoch: number): Write => ({
  kind: "check",
  key: keys.partner(partnerId),
  condition: {
    expression: "linkEpoch = :epoch AND frozen = :no",
    values: { ":epoch": linkEpoch, ":no": false },
  },
});
