import { consoleHandlers } from "../../shared/console/routes.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import type { Console } from "./dependencies.ts";
import { routes } from "./manifest.ts";
import { customerRoutes } from "./pages/customers.ts";
import { signInHandlers, signOutRoutes } from "./pages/sign-in.ts";
import { loadOwnTexts } from "./texts.ts";

/** The console of partners' users: signing in, and their customers. */
export const serveConsole = (dependencies: Console): RouteHandlers<typeof routes> => ({
  ...signInHandlers(dependencies),
  ...consoleHandlers(routes, { ...signOutRoutes, ...customerRoutes }, dependencies, loadOwnTexts),
});
