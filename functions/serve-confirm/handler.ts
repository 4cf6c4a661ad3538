import { verifyConfirmation, type ConfirmationKind } from "../../shared/crypto/confirmations.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { withoutBody } from "../../shared/http/head.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { acceptedLocale, defaultLocale, isLocale, type Locale } from "../../shared/policy/locales.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { Table } from "../../shared/store/table.ts";
import type { Confirmer } from "./confirmer.ts";
import { notifications } from "./notifications.ts";
import { confirmPage, unknownTokenPage } from "./view.ts";

/** What confirming needs. */
export interface ConfirmDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
  readonly operatorName: string;
}

const confirmers: Readonly<Record<ConfirmationKind, Confirmer>> = { notifications };

/** What a mailed link to confirm an address does: GET shows, POST confirms. */
export function serveConfirm({
  table,
  masterKey,
  clock,
  operatorName,
}: ConfirmDependencies): Record<RouteKeyOf<"serve-confirm">, RouteHandler> {
  const answer = async (request: HttpRequest, act: keyof Confirmer): Promise<HttpAnswer> => {
    const setting = { locale: localeFor(request), operatorName };
    const token = request.parameters["token"] ?? "";
    const key = await masterKey();
    const said = verifyConfirmation(token, key);
    const moment = { table, masterKey: key, now: clock(), correlationId: request.correlationId };
    const found = said && (await confirmers[said.kind][act](said, moment));
    if (found === null) return pageAnswer(404, unknownTokenPage(setting));
    return pageAnswer(found.state === "ended" ? 410 : 200, confirmPage({ ...setting, ...found, token }));
  };

  const show: RouteHandler = (request) => answer(request, "show");

  return {
    "GET /confirm/{token}": show,
    "HEAD /confirm/{token}": withoutBody(show),
    "POST /confirm/{token}": (request) => answer(request, "confirm"),
  };
}

/** The reader's own choice, with which the mail's link comes, else what the browser asks for. */
const localeFor = ({ query, headers }: HttpRequest): Locale =>
  isLocale(query["lang"]) ? query["lang"] : (acceptedLocale(headers["accept-language"]) ?? defaultLocale);

const pageAnswer = (status: number, body: string): HttpAnswer => ({ status, body, headers: pageHeaders });
