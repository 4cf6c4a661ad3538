import type { OpenedLink } from "../../shared/commands/open-link.ts";
import type { ShownOffer } from "../../shared/commands/read-offer.ts";
import { statusAt, type Pending } from "../../shared/domain/invitation.ts";
import { Refusal, type Fault } from "../../shared/domain/refusal.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { defaultLocale, isLocale, type Locale } from "../../shared/policy/locales.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { HandOverForm } from "./hand-over-form.ts";
import { offerPageModel, outcomePageModel } from "./page-models.ts";
import { offerPage } from "./view.ts";
import { outcomePage, replacedPage, unknownLinkPage } from "./view-outcome.ts";

/** What is to be shown of a link, and on what occasion. */
export interface ShowRequest {
  readonly request: HttpRequest;
  readonly link: string;
  readonly now: string;
  readonly operatorName: string;
  readonly policy: Policy;
  /** What the customer had filled in, when the page comes back with faults. */
  readonly form: AnswerForm | null;
  readonly handOver: HandOverForm | null;
  readonly faults: readonly Fault[];
}

/** The page of a link: the open offer, what became of it, "replaced", or the one page for everything unknown. */
export function offerAnswer(opened: OpenedLink<ShownOffer>, shown: ShowRequest): HttpAnswer {
  const { request, operatorName, now } = shown;
  const recipient = opened.kind === "found" ? opened.found.invitation.terms.customer.locale : null;
  const setting = { locale: localeFor(request, recipient), operatorName };
  if (opened.kind === "unknown") return pageAnswer(404, unknownLinkPage(setting));
  if (opened.kind === "stale") return pageAnswer(410, replacedPage(setting));

  const { invitation, partner, isConnected } = opened.found;
  if (statusAt(invitation, now) !== "pending" || isConnected) {
    return pageAnswer(200, outcomePage(outcomePageModel(opened.found, shown, setting)));
  }
  if (partner.frozen) throw new Refusal("partner-frozen", "The requests of this partner are on hold.");
  const offer = { ...opened.found, invitation: invitation as Pending };
  return pageAnswer(200, offerPage(offerPageModel(offer, shown, setting)));
}

const pageAnswer = (status: number, body: string): HttpAnswer => ({ status, body, headers: pageHeaders });

/** The reader's own choice, else the language the invitation was sent in, else what the browser asks for. */
function localeFor(request: HttpRequest, recipient: string | null): Locale {
  const accepted = (request.headers["accept-language"] ?? "").split(",").map((range) => range.trim().slice(0, 2));
  return [request.query["lang"], recipient, ...accepted].find(isLocale) ?? defaultLocale;
}
