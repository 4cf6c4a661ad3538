import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import { parsePartner } from "../store/partners.ts";
import type { RawItem } from "../store/table.ts";

/** The partner of a stored profile. `mustStand`: refuses one that the operator has frozen. */
export function partnerOf(
  profile: RawItem | null | undefined,
  { mustStand }: { readonly mustStand: boolean },
): Partner {
  if (!profile) throw new Refusal("forbidden", "The partner of this token is not registered here.");
  const partner = parsePartner(profile);
  if (mustStand && partner.frozen) {
    throw new Refusal(
      "partner-frozen",
      "The operator has frozen this partner; nothing can be sent until it is released.",
    );
  }
  return partner;
}
