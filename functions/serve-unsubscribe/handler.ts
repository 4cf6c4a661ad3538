import { verifyUnsubscribe } from "../../shared/crypto/unsubscribe.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { HttpAnswer, HttpRequest, RouteHandlers } from "../../shared/http/request.ts";
import { pageAnswer } from "../../shared/pages/answers.ts";
import { choice, parseForm } from "../../shared/pages/form.ts";
import { languagesAt, notePage } from "../../shared/pages/page.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import {
  addressPlace,
  stoppableMails,
  stoppedScope,
  unsubscribe,
  unsubscribeScopes,
  type KnownAddress,
  type StoppableMail,
  type UnsubscribeScope,
} from "../../shared/delivery/address-item.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import type { Table } from "../../shared/table/table.ts";
import type { routes } from "./manifest.ts";
import { loadUnsubscribeTexts } from "./texts.ts";
import { unsubscribePage, type Stopped } from "./view.ts";

/** The dependencies of unsubscribing. */
export interface UnsubscribeDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
  readonly operatorName: string;
}

/** The reader's choice: to stop or resume a kind of mail, from one partner or all. */
interface Wanted {
  readonly mail: StoppableMail;
  readonly scope: UnsubscribeScope;
}

/** The pages of a reminder's link (product table, row 17). GET shows; a POST without a choice is the one click of RFC 8058. */
export function serveUnsubscribe({
  table,
  masterKey,
  clock,
  operatorName,
}: UnsubscribeDependencies): RouteHandlers<typeof routes> {
  const answer = async (request: HttpRequest, wanted: Wanted | null): Promise<HttpAnswer> => {
    const texts = await loadUnsubscribeTexts(localeOf(request));
    const token = request.parameters["token"] ?? "";
    const about = verifyUnsubscribe(token, await masterKey());
    const found =
      about && (await table.read({ partner: partnerPlace(about.partnerId), address: addressPlace(about.address) }));
    // Every link that is not genuine gets the same page, so that it does not reveal what exists.
    if (!about || !found?.partner)
      return pageAnswer(404, notePage({ operatorName }, texts, texts.unknown, languagesAt()));
    const before = stoppedOf(found.address, about.partnerId);
    // Nothing is written if nothing changes: the link never expires and could be used any number of times.
    if (wanted !== null && wanted.scope !== before[wanted.mail]) await unsubscribe(table, about, wanted, clock());
    const stopped = wanted === null ? before : after(before, wanted);
    const resumed = wanted?.scope === "none" ? wanted.mail : null;
    const { displayName: partnerName, sandbox } = found.partner;
    return pageAnswer(200, unsubscribePage({ operatorName, partnerName, sandbox, token, stopped, resumed }, texts));
  };

  return {
    "GET /u/{token}": (request) => answer(request, null),
    "POST /u/{token}": (request) => answer(request, wantedOf(request.body)),
  };
}

const stoppedOf = (address: KnownAddress, partnerId: string): Stopped => ({
  reminders: stoppedScope(address, "reminders", partnerId),
  requests: stoppedScope(address, "requests", partnerId),
});

/** A choice for one partner does not narrow a stop for all partners. */
const after = (before: Stopped, { mail, scope }: Wanted): Stopped =>
  scope === "partner" && before[mail] === "all" ? before : { ...before, [mail]: scope };

const fields = { scope: choice(20), mail: choice(20) };

/** The choice of the page's form. Any other POST comes from a mail program and stops this partner's reminders. */
function wantedOf(body: unknown): Wanted {
  const { values } = parseForm(fields, body);
  const scope = unsubscribeScopes.find((one) => one === values.scope);
  if (scope === undefined) return { mail: "reminders", scope: "partner" };
  return { mail: stoppableMails.find((one) => one === values.mail) ?? "reminders", scope };
}
