import { consoleHandlers } from "../../shared/console/routes.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import type { SettingsConsole } from "./dependencies.ts";
import { routes } from "./manifest.ts";
import { colleagueRoutes } from "./pages/colleagues.ts";
import { loadOwnTexts } from "./texts.ts";

/** The console's settings. */
export const serveSettings = (dependencies: SettingsConsole): RouteHandlers<typeof routes> =>
  consoleHandlers(routes, colleagueRoutes, dependencies, loadOwnTexts);
