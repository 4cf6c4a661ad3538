import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { normaliseAddress } from "../kernel/address.ts";
import { idPrefixes } from "../kernel/ids.ts";
import { Refusal } from "../kernel/refusal.ts";
import { requestSignIn as request, type SignInRequest } from "./rules.ts";
import type { Instant } from "../kernel/time.ts";
import { signInPolicy } from "./model.ts";
import { rightsPlace } from "../customer/items/administered.ts";
import { signInPlace, signInWrites } from "./sign-in-item.ts";
import { done, type Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";

/** Requests a sign-in link. Only an administrator gets a mail, and the caller cannot tell the difference. */
export async function requestSignIn(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { email, ...wanted }: SignInRequest & { readonly email: string },
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<void> {
  const normal = normaliseAddress(email);
  if (normal === null) return;
  const address = addressPseudonym(normal, await masterKey());
  const load = (reads: Reads) => reads.read({ rights: rightsPlace(address), before: signInPlace(address) });
  await execute(table, { now }, load, ({ rights, before }) => {
    const isAdministrator = rights.customers.length > 0;
    const requested = request(before, { ...wanted, isAdministrator, now }, signInPolicy);
    if (requested === null) return done();
    const actor = { kind: "customer", id: idPrefixes.address + address } as const;
    const cause = { partnerId: "", actor, now, correlationId, causationId: null };
    return done(signInWrites(before, requested, cause));
  }).catch((error: unknown) => {
    // Many requests at once get enough mails, and the response must not differ.
    if (!(error instanceof Refusal)) throw error;
  });
}
