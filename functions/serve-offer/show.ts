import { onHold } from "../../shared/invitation/commands/act-on-link.ts";
import type { OpenedLink } from "../../shared/invitation/commands/open-link.ts";
import type { ShownOffer } from "../../shared/invitation/reads/read-offer.ts";
import { asOf } from "../../shared/invitation/model.ts";
import type { Fault } from "../../shared/kernel/refusal.ts";
import { pageAnswer, seeOther } from "../../shared/pages/answers.ts";
import { notePage } from "../../shared/pages/page.ts";
import { problemPage } from "../../shared/pages/problem-page.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { problemOf } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { portalAway, type Policy } from "../../shared/policy/policy.ts";
import type { ExternalPortal } from "../../shared/policy/portals.ts";
import type { AnswerForm } from "./answer-form.ts";
import { faultText } from "./fault-text.ts";
import { offerPageModel, outcomePageModel } from "./page-models.ts";
import { languagesOf } from "./page-setting.ts";
import { loadPageTexts } from "./texts.ts";
import { offerPage } from "./view.ts";
import { outcomePage } from "./view-outcome.ts";

/** The request for a link's page, with the customer's input so far. */
export interface ShowRequest {
  readonly request: HttpRequest;
  readonly link: string;
  readonly now: string;
  readonly operatorName: string;
  readonly policy: Policy;
  /** The customer's input, if the page is shown again. */
  readonly form: AnswerForm | null;
  /** Proof that the right code was entered, now or with an earlier form; empty for none. */
  readonly proof: string;
  /** Whether this request sent a code. */
  readonly isCodeNew: boolean;
  /** Whether the form was posted after the request's end. */
  readonly isLate: boolean;
  readonly faults: readonly Fault[];
}

/** The page of a link: the open offer, its outcome, "replaced", or the page for unknown links. */
export async function offerAnswer(opened: OpenedLink<ShownOffer>, shown: ShowRequest): Promise<HttpAnswer> {
  const { request, link, operatorName, policy, now } = shown;
  const locale = localeOf(request, recipientsLocale(opened));
  const setting = { locale, link, operatorName, portalName: portalNameOf(opened, policy) };
  const texts = await loadPageTexts(locale);
  // Every link that is not genuine gets the same page, without the link, so that it does not reveal what exists.
  if (opened.kind === "unknown") return pageAnswer(404, notePage({ operatorName }, texts, texts.unknown));
  if (opened.kind === "stale") {
    const by = opened.isHandedOver ? texts.handedOver : texts.replaced;
    return pageAnswer(410, notePage(setting, texts, by, languagesOf(setting)));
  }

  const { partner } = opened.found;
  const invitation = asOf(opened.found.invitation, now);
  const { sandbox } = invitation;
  const isOpen = invitation.status === "pending";
  const away = portalAway(invitation, policy);
  // A request of an external portal is declined there.
  if (isOpen && partner.frozen && away !== null)
    return problemPage(problemOf(onHold(), request.correlationId), shown, texts);
  if (!isOpen || partner.frozen) {
    const status = isOpen && partner.frozen ? 403 : 200;
    return pageAnswer(status, outcomePage(outcomePageModel(opened.found, shown, { ...setting, sandbox }), texts));
  }
  if (away !== null) return seeOther(addressAt(away, shown.link));
  const offer = { ...opened.found, invitation };
  const faults = shown.faults.map((fault) => ({ ...fault, message: faultText(fault, texts, offer.triesLeft) }));
  return pageAnswer(200, offerPage(offerPageModel(offer, { ...shown, faults }, { ...setting, sandbox }), texts));
}

/** The external portal's address, from the operator's settings, with the link's token. */
function addressAt({ url }: ExternalPortal, link: string): string {
  const address = new URL(url);
  address.searchParams.set("link", link);
  return address.href;
}

/** The language of the invitation, which every genuine link has, also an older one. */
function recipientsLocale(opened: OpenedLink<ShownOffer>): string | null {
  if (opened.kind === "unknown") return null;
  return opened.kind === "stale" ? opened.locale : opened.found.invitation.terms.customer.locale;
}

/** The name of the hosted portal where the invitation is decided. */
function portalNameOf(opened: OpenedLink<ShownOffer>, policy: Policy): string | undefined {
  const issue = opened.kind === "found" ? opened.found.invitation.issue : null;
  const portal = issue === null ? undefined : policy.portal(issue.portal);
  return portal?.kind === "hosted" ? portal.name : undefined;
}
