import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { readOffer, type ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { callbackSecrets } from "../../shared/crypto/callback-secrets.ts";
import { verifyWebhook } from "../../shared/crypto/webhook-signatures.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { HttpRequest } from "../../shared/http/request.ts";
import { portalAway } from "../../shared/policy/policy.ts";
import type { Portal } from "../../shared/policy/portals.ts";

/** A message whose sender is the portal of the invitation that it is about. */
export interface PortalMessage extends ShownOffer {
  readonly portal: Portal;
  /** By which the same message is known when it comes again. */
  readonly messageId: string;
}

/** The one answer to everything that is not proved, so that it tells nothing of what exists (product table, row 30). */
export const badSignature = (): Refusal =>
  new Refusal(
    "bad-signature",
    "This is not a message of the acceptance portal of such an invitation, or it is too old.",
  );

/** A genuine link of an older version, told only to a portal. */
export const linkReplaced = (): Refusal => new Refusal("link-replaced", "A newer mail replaced this link.");

/**
 * Opens the link of a message and lets the message pass when the portal of its invitation has signed it. The link's mac is
 * looked at before anything is read, the signature before anything is told.
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
