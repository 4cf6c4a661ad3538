import { verifyUnsubscribe } from "../../shared/crypto/unsubscribe.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { acceptedLocale, defaultLocale, isLocale, type Locale } from "../../shared/policy/locales.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import {
  unsubscribe,
  unsubscribedFrom,
  unsubscribeScopes,
  type UnsubscribeScope,
} from "../../shared/store/addresses.ts";
import { keys } from "../../shared/store/keys.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { Table } from "../../shared/store/table.ts";
import { unknownTokenPage, unsubscribePage } from "./view.ts";

/** What unsubscribing needs. */
export interface UnsubscribeDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
  readonly operatorName: string;
}

/** What the link in a reminder does (product table, row 17). GET shows; a POST without another word is the one click of RFC 8058. */
export function serveUnsubscribe({
  table,
  masterKey,
  clock,
  operatorName,
}: UnsubscribeDependencies): Record<RouteKeyOf<"serve-unsubscribe">, RouteHandler> {
  const answer = async (request: HttpRequest, wanted: UnsubscribeScope | null): Promise<HttpAnswer> => {
    const setting = { locale: localeFor(request), operatorName };
    const token = request.parameters["token"] ?? "";
    const about = verifyUnsubscribe(token, await masterKey());
    const [profile, address] = about
      ? await table.getMany([keys.partner(about.partnerId), keys.address(about.address)])
      : [];
    if (!about || !profile) return pageAnswer(404, unknownTokenPage(setting));
    const before = unsubscribedFrom(address, about.partnerId);
    // What holds already is not written again: the link never ends, and anybody who has it may use it at any rate.
    if (wanted !== null && wanted !== before) await unsubscribe(table, about, wanted, clock());
    // Who wants nothing of anybody has said so of this partner too.
    const scope = wanted === null || (wanted === "partner" && before === "all") ? before : wanted;
    const { displayName: partnerName, sandbox } = parsePartner(profile);
    return pageAnswer(
      200,
      unsubscribePage({ ...setting, partnerName, sandbox, token, scope, resumed: wanted === "none" }),
    );
  };

  return {
    "GET /u/{token}": (request) => answer(request, null),
    "POST /u/{token}": (request) => answer(request, wantedScope(request.body)),
  };
}

/** The page's own forms say what is wanted. Whatever else is posted comes from a mail program, in one of two encodings. */
function wantedScope(body: unknown): UnsubscribeScope {
  const said = typeof body === "string" ? new URLSearchParams(body).get("scope") : null;
  return unsubscribeScopes.find((scope) => scope === said) ?? "partner";
}

/** The reader's own choice, with which the mail's link comes, else what the browser asks for. */
const localeFor = ({ query, headers }: HttpRequest): Locale =>
  isLocale(query["lang"]) ? query["lang"] : (acceptedLocale(headers["accept-language"]) ?? defaultLocale);

const pageAnswer = (status: number, body: string): HttpAnswer => ({ status, body, headers: pageHeaders });
