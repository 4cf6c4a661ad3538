import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { serveCatalogues } from "./catalogues.ts";
import type { routes } from "./manifest.ts";
import { serveMetrics } from "./metrics.ts";
import { serveProfile } from "./profile.ts";
import { serveQuotas } from "./quotas.ts";
import { serveTemplates } from "./templates.ts";

/** What a partner has and may know beside its invitations and customers, route by route. */
export const servePartner = (
  dependencies: Pick<Dependencies, "table" | "newId" | "policy"> & { readonly operatorName: string },
  clock: Clock,
): RouteHandlers<typeof routes> => ({
  ...serveProfile(dependencies, clock),
  ...serveCatalogues(dependencies),
  ...serveTemplates(dependencies, clock),
  ...serveMetrics(dependencies, clock),
  ...serveQuotas(dependencies, clock),
});
