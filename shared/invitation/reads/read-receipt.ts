import { signDocument } from "../../crypto/receipts.ts";
import type { Invitation } from "../model.ts";
import { receiptOf } from "../rules/receipt.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Type of the JWS, so that no other signed document can pass for a receipt (RFC 8725, section 3.11). */
export const receiptType = "rapport-receipt+jws";

/** The signed receipt of an accepted invitation. Each call returns the same content. */
export const readReceipt = async (
  { masterKey, publicUrl }: Pick<Dependencies, "masterKey" | "publicUrl">,
  invitation: Invitation,
): Promise<string> => signDocument(receiptType, receiptOf(invitation, publicUrl), await masterKey());
