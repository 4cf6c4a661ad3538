import { livePlace } from "../../relationship/items/item.ts";
import type { Invitation } from "../model.ts";

type Asking = Pick<Invitation, "customerId" | "partnerId" | "terms" | "relationshipId">;

/** The relationship whose permissions an invitation asks for: null once it has ended, and if it asks for a new one. */
export function askedRelationshipPlace({ customerId, partnerId, terms, relationshipId }: Asking) {
  if (relationshipId === null || customerId === null) return null;
  const { key, parse } = livePlace({ customerId, partnerId, type: terms.relationship });
  return {
    key,
    parse: (item: Parameters<typeof parse>[0]) => {
      const live = parse(item);
      return live?.id === relationshipId ? live : null;
    },
  };
}
