import type { RouteHandlers } from "../../shared/http/request.ts";
import { actRoutes } from "./acts.ts";
import { administratorRoutes } from "./administrators.ts";
import { choiceRoutes } from "./choice.ts";
import type { routes } from "./manifest.ts";
import { nameRoutes } from "./name.ts";
import { partnerRoutes } from "./partners.ts";
import { renewalRoutes } from "./renewal.ts";
import { senderRoutes } from "./senders.ts";
import type { PortalDependencies } from "./session.ts";
import { signInRoutes } from "./sign-in.ts";

/** What a customer's administrators do in the portal. GET reads; only a POST acts. */
export const servePortal = (dependencies: PortalDependencies): RouteHandlers<typeof routes> => ({
  ...signInRoutes(dependencies),
  ...partnerRoutes(dependencies),
  ...actRoutes(dependencies),
  ...renewalRoutes(dependencies),
  ...senderRoutes(dependencies),
  ...administratorRoutes(dependencies),
  ...nameRoutes(dependencies),
  ...choiceRoutes(dependencies),
});
