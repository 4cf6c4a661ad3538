import type { ConsoleDependencies } from "../../shared/console/visit.ts";
import { routesOf } from "../../shared/console/routes.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { ExchangeCode } from "./exchange-code.ts";
import type { OwnTexts } from "./texts.ts";

/** The dependencies of this function's pages. */
export interface Console extends ConsoleDependencies, Pick<Dependencies, "table" | "masterKey"> {
  readonly stage: string;
  /** The sign-in pages' address, without challenge and state. */
  readonly authorizeUrl: string;
  readonly exchangeCode: ExchangeCode;
  /** Makes 256 random bits in base64url. */
  readonly newSecret: () => string;
}

/** Makes its routes. */
export const { showing, formAction } = routesOf<Console, OwnTexts>();
