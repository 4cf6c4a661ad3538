import { normaliseAddress } from "../domain/address.ts";
import { Refusal } from "../domain/refusal.ts";
import { requestSignIn as request, type SignInWish } from "../domain/sign-in.ts";
import type { Instant } from "../domain/time.ts";
import { signInPolicy } from "../policy/sign-in.ts";
import { keys } from "../store/keys.ts";
import { parseSignIn, signInWrites } from "../store/sign-ins.ts";
import { causeOf } from "./administrator-cause.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { recipientOf } from "./recipient.ts";

/**
 * Somebody asks for a link to sign in to the customer portal. The mail follows from the event, for an administrator's
 * address only; nobody is told whether there is one. One read request and one transaction, whoever asks.
 */
export async function requestSignIn(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { email, ...wish }: SignInWish & { readonly email: string },
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<void> {
  const normal = normaliseAddress(email);
  if (normal === null) return;
  const { customerId, address } = await recipientOf(normal, await masterKey());
  await attempt(async () => {
    const [administrator, item] = await table.getMany([
      keys.administrator(customerId, address),
      keys.signIn(customerId, address),
    ]);
    const before = parseSignIn(item, customerId, address);
    const requested = request(before, { ...wish, isAdministrator: !!administrator, now }, signInPolicy);
    if (requested === null) return;
    const { after, event } = requested;
    await table.transact(signInWrites(!!item, before, { after, event }, causeOf({ now, correlationId, customerId })));
  }).catch((error: unknown) => {
    // Who asks many times at once has had mails enough, and is told no more than anybody.
    if (!(error instanceof Refusal)) throw error;
  });
}
