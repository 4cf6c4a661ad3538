import type { Dependencies } from "../../shared/commands/dependencies.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { serveCatalogues } from "./catalogues.ts";
import { serveMetrics } from "./metrics.ts";
import { serveProfile } from "./profile.ts";
import { serveQuotas } from "./quotas.ts";
import { serveTemplates } from "./templates.ts";

/** What a partner has and may know beside its invitations and customers, route by route. */
export const servePartner = (
  dependencies: Pick<Dependencies, "table" | "newId" | "policy"> & { readonly operatorName: string },
  clock: Clock,
): Record<RouteKeyOf<"serve-partner">, RouteHandler> => ({
  ...serveProfile(dependencies, clock),
  ...serveCatalogues(dependencies),
  ...serveTemplates(dependencies, clock),
  ...serveMetrics(dependencies, clock),
  ...serveQuotas(dependencies, clock),
});
