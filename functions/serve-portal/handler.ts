import type { RouteHandlers } from "../../shared/http/request.ts";
import { administratorRoutes } from "./pages/administrators.ts";
import { customerRoutes } from "./pages/customer.ts";
import type { routes } from "./manifest.ts";
import { relationshipRoutes } from "./pages/relationships.ts";
import type { PortalRoute } from "./routes.ts";
import { senderRoutes } from "./pages/senders.ts";
import { signInRoutes } from "./pages/sign-in.ts";
import { supportRoutes } from "./pages/support.ts";
import type { PortalDependencies } from "./visit.ts";

const all: Readonly<Record<(typeof routes)[number]["key"], PortalRoute>> = {
  ...signInRoutes,
  ...customerRoutes,
  ...relationshipRoutes,
  ...senderRoutes,
  ...supportRoutes,
  ...administratorRoutes,
};

/** The portal of customers' administrators. Only a POST changes anything. */
export const servePortal = (portal: PortalDependencies): RouteHandlers<typeof routes> =>
  Object.fromEntries(Object.entries(all).map(([key, route]) => [key, route(portal)])) as RouteHandlers<typeof routes>;
