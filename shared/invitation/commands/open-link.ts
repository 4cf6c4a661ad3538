import { verifyLink, type LinkNumbers } from "../../crypto/links.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import type { Invitation } from "../model.ts";

/** An opened link. `stale`: genuine, but replaced by a newer mail or handed over to a colleague. */
export type OpenedLink<Found> =
  | { readonly kind: "unknown" }
  | {
      readonly kind: "stale";
      readonly isHandedOver: boolean;
      readonly locale: string | null;
    }
  | { readonly kind: "found"; readonly found: Found };

/** Opens a link. Its MAC is checked before anything is read; malformed, forged and revoked links are all `unknown`. */
export async function openLink<Found extends { readonly invitation: Invitation }>(
  token: string,
  masterKey: MasterKey,
  load: (link: LinkNumbers) => Promise<Found | null>,
): Promise<OpenedLink<Found & { readonly link: LinkNumbers }>> {
  const link = verifyLink(token, masterKey);
  const found = link && (await load(link));
  const issue = found?.invitation.issue;
  if (!found || !issue || link.version > issue.linkVersion) return { kind: "unknown" };
  if (link.version === issue.linkVersion) return { kind: "found", found: { ...found, link } };
  const isHandedOver = issue.handOverVersion !== null && link.version < issue.handOverVersion;
  return { kind: "stale", isHandedOver, locale: found.invitation.terms.customer.locale };
}
