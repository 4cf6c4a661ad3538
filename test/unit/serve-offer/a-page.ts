import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { serveOffer } from "../../../functions/serve-offer/handler.ts";
import { routes } from "../../../functions/serve-offer/manifest.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { problemPages } from "../../../shared/pages/problem-page.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { anInvitation, anIssue, anOffer, aPartner, ids } from "../../support/builders/builders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

/** What signs the links of these pages. */
export const masterKey = aMasterKey();
/** An offer under the agreement of today. */
export const issue = anIssue({
  offer: anOffer({ agreement: { version: currentAgreement.version, hash: currentAgreement.hash } }),
});
/** The partner, as it is stored. */
export const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
/** The open request, as it is stored. */
export const pending = invitationItem(anInvitation({ status: "pending", issue }));
/** Pseudonym of the customer's address. */
export const address = addressPseudonym("it@contoso.example", masterKey);
/** The token of a version of the link. */
export const linkOf = (version: number, epoch = 1): string =>
  signLink({ invitationId: ids.invitation, version, epoch }, masterKey);
/** The token of the newest link. */
export const link = linkOf(1);
/** The route by which customers answer. */
export const decision = "POST /i/{link}/decision";
/** The form of an acceptance. */
export const yes = {
  decision: "accept",
  permission: "users.admin",
  duration: "P90D",
  name: "Ada",
  agreement: "on",
  offer: issue.offerDigest,
};

/** The customer's page on a table that holds `items`, at a time, with its request's function. */
export function aPage(items: readonly RawItem[] = [partner, pending], at = now, policy = someRules()) {
  const scripted = scriptedTable(items);
  const handler = httpBoundary({
    routes,
    handlers: serveOffer(
      {
        ...{
          table: scripted.table,
          masterKey: async () => masterKey,
          newId: (kind) => ids[kind === "relationship" ? kind : "customer"],
        },
        ...{ policy, publicUrl: "https://rapport.example" },
      },
      { clock: clockAt(at), operatorName: "Fabrikam Cloud" },
    ),
    newCorrelationId: () => "c-1",
    bodies: "form",
    showProblem: problemPages({ operatorName: "Fabrikam Cloud" }, loadPageTexts),
  });
  const request = (
    routeKey: string,
    token: string,
    body?: Record<string, string> | readonly (readonly [string, string])[],
    query: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) =>
    call(
      handler,
      anHttpEvent({
        ...{ routeKey, parameters: { link: token }, claims: null, path: `/i/${token}`, query },
        headers: { ...headers, ...(body && { "content-type": "application/x-www-form-urlencoded" }) },
        ...(body && { body: new URLSearchParams(body as Record<string, string>).toString() }),
      }),
    );
  return { ...scripted, request };
}
