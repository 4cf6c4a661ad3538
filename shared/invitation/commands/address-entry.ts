import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { InvitationChange } from "../model.ts";
import { addressEntryWrites } from "../items/list-entries.ts";
import type { Write } from "../../table/writes.ts";

/** Keeps an invitation listed under the address it goes to; nothing to write where a step leaves the address as it is. */
export const addressEntryOf = ({ before, after }: InvitationChange, masterKey: MasterKey): Write[] =>
  before?.terms.customer.email === after.terms.customer.email
    ? []
    : addressEntryWrites(
        after,
        before && addressPseudonym(before.terms.customer.email, masterKey),
        addressPseudonym(after.terms.customer.email, masterKey),
      );
