import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { readOffer, type ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { callbackSecrets } from "../../shared/crypto/callback-secrets.ts";
import { verifyWebhook } from "../../shared/crypto/webhook-signatures.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { HttpRequest } from "../../shared/http/request.ts";
import { portalAway } from "../../shared/policy/policy.ts";
import type { Portal } from "../../shared/policy/portals.ts";

/** A message that the invitation's portal has signed. */
export interface PortalMessage extends ShownOffer {
  readonly portal: Portal;
  /** The same in every repeat of a message. */
  readonly messageId: string;
}

/** The same answer to every message that is not authentic, so that it does not reveal what exists (product table, row 30). */
export const badSignature = (): Refusal =>
  new Refusal(
    "bad-signature",
    "The message is not signed by the invitation's acceptance portal, or it is too old. Nothing was changed.",
  );

/** The refusal of an older link. Only a portal gets it. */
export const linkReplaced = (): Refusal => new Refusal("link-replaced", "A newer mail replaced this link.");

/**
 * Opens the link of a message and accepts the message if the invitation's portal has signed it. The link is verified before
 * anything is read, and the signature before anything is answered.
 */
export async function authenticate(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  { headers }: HttpRequest,
  { link, signed }: { readonly link: string; readonly signed: string },
  now: Instant,
): Promise<PortalMessage> {
  const { policy } = dependencies;
  const key = await dependencies.masterKey();
  const verify = ({ id }: Portal): string | null => {
    const { current, previous } = callbackSecrets(id, key);
    return verifyWebhook(headers, signed, [current, ...previous], Date.parse(now));
  };
  const opened = await readOffer(dependencies, link, now);
  if (opened.kind === "stale" && policy.portals.some((portal) => portal.kind === "external" && verify(portal)))
    throw linkReplaced();
  const portal = opened.kind === "found" ? portalAway(opened.found.invitation, policy) : null;
  const messageId = portal && verify(portal);
  if (opened.kind !== "found" || portal === null || messageId === null) throw badSignature();
  return { ...opened.found, portal, messageId };
}
