import { mayBeAsked, type AddressStatus } from "../rules/address-status.ts";
import { faultRefusal, Refusal } from "../../kernel/refusal.ts";

/** The refusal of an address that would speak for a customer though no mail arrives there. `pointer`: the field at fault. */
export function unreachableAddress(pointer: string): Refusal {
  const message = "Mail to this address does not arrive, so it cannot speak for a customer.";
  return faultRefusal("suppressed-address", { pointer, code: "address-unreachable", message });
}

/** Refuses to ask an address that gets no mail (product table, row 17). Why is its owner's business: one answer for all. */
export function assertMailable(addressStatus: AddressStatus): void {
  if (mayBeAsked(addressStatus)) return;
  const detail =
    "No mail goes to this address: it does not arrive, or is not wanted. Ask your contact for another one.";
  throw new Refusal("suppressed-address", detail);
}
