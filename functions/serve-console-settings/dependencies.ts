import { routesOf } from "../../shared/console/routes.ts";
import type { ConsoleDependencies, Visit } from "../../shared/console/visit.ts";
import type { UserPool } from "../../shared/runtime/user-pool.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { OwnTexts } from "./texts.ts";

/** The dependencies of this function's pages. */
export interface SettingsConsole extends ConsoleDependencies, Pick<Dependencies, "table" | "masterKey"> {
  readonly userPool: UserPool;
}

/** A visit of this function's pages. */
export type OwnVisit = Visit<SettingsConsole, OwnTexts>;

/** Makes its routes. */
export const { showing, formAction, formPage } = routesOf<SettingsConsole, OwnTexts>();
