import { codePart } from "../../../shared/codes/item.ts";
import type { IssuedCode } from "../../../shared/codes/model.ts";
import type { Delivery } from "../../../shared/delivery/model.ts";
import { partAttribute } from "../../../shared/invitation/items/item.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import type { RawItem } from "../../../shared/table/table.ts";

/** The delivery of an invitation as a part of its item, which a scripted table adds to the item. */
export const deliveryPart = (delivery: Delivery): RawItem => ({
  ...invitationKeys.state(delivery.invitationId),
  ...partAttribute("delivery", delivery),
});

/** The newest code of an invitation as a part of its item. */
export const issuedCodePart = (code: IssuedCode): RawItem => ({
  ...invitationKeys.state(code.invitationId),
  ...codePart(code, null).set,
});
