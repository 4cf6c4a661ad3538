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

/** What unsubscribing needs. */
export interface UnsubscribeDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
  readonly operatorName: string;
}

/** What a reader asks for: that mail of one partner or of all no longer comes, or comes again. */
interface Wanted {
  readonly mail: StoppableMail;
  readonly scope: UnsubscribeScope;
}

/** What the link in a reminder does (product table, row 17). GET shows; a POST without another word is the one click of RFC 8058. */
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
    // One page for every link that is not genuine, which repeats no link: it tells nothing of what exists.
    if (!about || !found?.partner)
      return pageAnswer(404, notePage({ operatorName }, texts, texts.unknown, languagesAt()));
    const before = stoppedOf(found.address, about.partnerId);
    // What holds already is not written again: the link never ends, and anybody who has it may use it at any rate.
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

/** Who wants nothing of anybody has said so of this partner too. */
const after = (before: Stopped, { mail, scope }: Wanted): Stopped =>
  scope === "partner" && before[mail] === "all" ? before : { ...before, [mail]: scope };

const fields = { scope: choice(20), mail: choice(20) };

/** The page's own forms say what is wanted. Whatever else is posted comes from a mail program, and stops this partner's reminders only. */
function wantedOf(body: unknown): Wanted {
  const { values } = parseForm(fields, body);
  const scope = unsubscribeScopes.find((one) => one === values.scope);
  if (scope === undefined) return { mail: "reminders", scope: "partner" };
  return { mail: stoppableMails.find((one) => one === values.mail) ?? "reminders", scope };
}
