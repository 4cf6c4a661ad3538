import { rulesFor } from "../../shared/invitation/rules/origins.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { claimed } from "../../shared/transaction/claim.ts";
import { localeOf } from "../../shared/invitation/mails/mail-input.ts";
import { readOffer } from "../../shared/invitation/reads/read-offer.ts";
import { digestOf } from "../../shared/crypto/digests.ts";
import { asOf, type Invitation } from "../../shared/invitation/model.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import { isOffered } from "../../shared/policy/locales.ts";
import { loadPermissionTexts } from "../../shared/policy/permission-texts.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { authenticate, badSignature, linkReplaced } from "./authenticate.ts";
import { decide } from "./decide.ts";
import type { routes } from "./manifest.ts";
import { linkIn, parseReport } from "./requests.ts";
import { decisionReading, offerReading } from "./view.ts";

/** The API of external acceptance portals (product table, row 30). */
export function receiveCallback(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy" | "publicUrl">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  const { policy, publicUrl } = dependencies;
  return {
    "GET /v1/callbacks/offer": async (request) => {
      const now = clock();
      const link = request.query["link"] ?? "";
      const { invitation, partner } = await authenticate(dependencies, request, { link, signed: link }, now);
      if (partner.frozen && asOf(invitation, now).status === "pending")
        throw new Refusal(
          "partner-frozen",
          "This partner is frozen, so its requests cannot be answered now. Nothing was changed.",
        );
      const locale = isOffered(request.query["locale"]) ? request.query["locale"] : localeOf(invitation);
      const { requiredPermissions } = rulesFor(invitation, policy.terms(invitation.cloud));
      const telling = { locale, texts: await loadPermissionTexts(locale), publicUrl, now };
      return { status: 200, body: offerReading(invitation, partner, requiredPermissions, telling) };
    },

    "POST /v1/callbacks/acceptance": async (request) => {
      const now = clock();
      const [link, signed] = [linkIn(request.body), String(request.body)];
      const { portal, messageId, invitation } = await authenticate(dependencies, request, { link, signed }, now);
      const report = parseReport(request.body);
      const bodyHash = digestOf(report);
      const key = { partnerId: portal.id, route: request.routeKey, key: messageId, bodyHash, sentAs: "webhook-id" };
      const moment = {
        now,
        correlationId: request.correlationId,
        callback: { portal: portal.id, claim: claimed(key) },
      };
      const outcome = await decide(dependencies, report, offerOf(invitation), moment);
      if (outcome === "stale") throw linkReplaced();
      const opened = outcome === "done" ? await readOffer(dependencies, link, now) : null;
      if (opened?.kind !== "found") throw badSignature();
      return { status: 200, body: decisionReading(opened.found.invitation, now) };
    },
  };
}

function offerOf({ id, issue }: Invitation) {
  if (issue === null) throw new Error(`${id} has a link and no offer.`);
  return issue.offer;
}
