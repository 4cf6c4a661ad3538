import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Suppression } from "../rules/address-status.ts";
import { faultRefusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { AccountList } from "../../runtime/account-list.ts";
import { log } from "../../runtime/log.ts";
import { addressPlace, liftWrites, readLifts, type SuppressionLift } from "../address-item.ts";
import type { Decision } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";

/** What looking up and lifting need. */
export type SuppressionNeeds = Pick<Dependencies, "table" | "masterKey"> & { readonly accountList: AccountList };

/** What stops mail to an address, and earlier lifts. */
export interface SuppressionReading {
  readonly suppressions: readonly Suppression[];
  /** The entry of the mail service's list, if any. */
  readonly accountList: Suppression | null;
  readonly lifts: readonly SuppressionLift[];
}

/** What stops mail to a normalised address. An unknown address reads like a free one. */
export async function readSuppression(
  { table, masterKey, accountList }: SuppressionNeeds,
  email: string,
): Promise<SuppressionReading> {
  const address = addressPseudonym(email, await masterKey());
  const [{ suppressions }, lifts, listed] = await Promise.all([
    table.read(addressPlace(address)),
    readLifts(table, address),
    accountList.find(email),
  ]);
  return { suppressions, accountList: listed, lifts };
}

/** Lifts a suppression. The mail service's list comes first: the next mail would suppress a listed address again. */
export async function liftSuppression(
  dependencies: SuppressionNeeds,
  { email, reason }: { readonly email: string; readonly reason: string },
  { now, by, correlationId }: { readonly now: Instant; readonly by: string; readonly correlationId: string },
): Promise<SuppressionReading> {
  if (reason.toLowerCase().includes(email)) {
    const message = "Remove the address from the reason, which is stored without it.";
    throw faultRefusal("validation", { pointer: "/reason", code: "address-in-text", message });
  }
  const { table, masterKey, accountList } = dependencies;
  const load = () => readSuppression(dependencies, email);
  return execute(table, { now }, load, async (before): Promise<Decision<SuppressionReading>> => {
    const { suppressions, accountList: listed, lifts } = before;
    if (suppressions.length === 0 && listed === null) return { answer: () => before, writes: [] };
    // In every round: the mail service may have listed it again.
    await accountList.remove(email);
    const lift = { at: now, by, reason, lifted: suppressions, accountList: listed !== null };
    const reasons = suppressions.map((suppression) => suppression.reason).join();
    return {
      answer() {
        log("info", "suppression lifted", { correlationId, by, reasons, accountList: lift.accountList });
        return { suppressions: [], accountList: null, lifts: [lift, ...lifts] };
      },
      writes: liftWrites(addressPseudonym(email, await masterKey()), lift),
    };
  });
}
