import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { callbackSecrets, secretText } from "../../shared/crypto/callback-secrets.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { routes } from "./manifest.ts";

/** The routes of portals. */
export type PortalRoute = Extract<(typeof routes)[number]["key"], `${string}/portals${string}`>;

/** What the operator needs to connect external acceptance portals (product table, row 30). */
export function servePortals({
  masterKey,
  policy,
}: Pick<Dependencies, "masterKey" | "policy">): Record<PortalRoute, RouteHandler> {
  return {
    "GET /v1/operator/portals": async () => ({
      status: 200,
      body: { items: policy.portals.map((portal) => ({ url: null, ...portal })), next: null },
    }),

    "GET /v1/operator/portals/{id}/secret": async ({ parameters }) => {
      const portal = policy.portal(parameters["id"] ?? "");
      if (portal?.kind !== "external") throw new Refusal("not-found", "There is no such external portal.");
      const { current, previous } = callbackSecrets(portal.id, await masterKey());
      return {
        status: 200,
        body: { id: portal.id, current: secretText(current), previous: previous.map(secretText) },
        headers: { "cache-control": "no-store" },
      };
    },
  };
}
