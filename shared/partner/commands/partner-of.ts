import type { Partner } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";

/** The partner of a token. `mustStand`: refuses one that the operator has frozen. */
export function partnerOf(partner: Partner | null, { mustStand }: { readonly mustStand: boolean }): Partner {
  if (partner === null) throw new Refusal("forbidden", "The partner of this token is not registered here.");
  if (mustStand && partner.frozen) {
    throw new Refusal(
      "partner-frozen",
      "The operator has frozen this partner. Nothing can be sent until it is released.",
    );
  }
  return partner;
}
