import { languagesOf } from "../../functions/serve-offer/page-setting.ts";
import type { OfferPageModel, OutcomePageModel } from "../../functions/serve-offer/page-models.ts";
import { faultText } from "../../functions/serve-offer/fault-text.ts";
import { loadPageTexts, type PageTexts } from "../../functions/serve-offer/texts.ts";
import { offerPage } from "../../functions/serve-offer/view.ts";
import { outcomePage } from "../../functions/serve-offer/view-outcome.ts";
import type { FaultCode } from "../../shared/kernel/fault-code.ts";
import { notePage } from "../../shared/pages/page.ts";
import { problemPage } from "../../shared/pages/problem-page.ts";
import { permissions as catalogue } from "../../shared/policy/permissions.ts";
import { newGrant } from "../../shared/relationship/rules/grants.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { anOfferPage } from "../unit/pages/an-offer-page.ts";
import { aProblem } from "./problems.ts";
import { agreement, days, names, type Pages } from "./names.ts";

const verified = { at: days.first, how: "Register of companies, no. 123 456" };
const permissions = ["directory.admin", "users.admin", "billing.read"].map((id) => ({
  ...{ id, required: false, checked: id !== "users.admin" },
}));

/** The fields of the page with a fault that each can have. */
const fieldsOf: Readonly<Record<string, OfferPageModel["errors"][number]["field"]>> = {
  "/permission": "permission",
  "/name": "name",
  "/title": "title",
  "/agreement": "agreement",
  "/code": "code",
  "/reason": "reason",
  "/email": "colleague",
};

const faultOf = (code: FaultCode, pointer: string, texts: PageTexts): OfferPageModel["errors"][number] => {
  const fault = { code, pointer, message: code, permissions: ["directory.admin"] };
  return { field: fieldsOf[pointer] ?? "decision", message: faultText(fault, texts, 4) };
};

/** Every state of the page of an open request. */
function openOffers(locale: Locale, texts: PageTexts): Pages {
  const usual = anOfferPage({
    ...{ locale, operatorName: names.operator, permissions },
    partner: { ...anOfferPage().partner, displayName: names.partner, verified },
    durations: [
      { duration: "P30D", endsAt: days.first },
      { duration: "P180D", endsAt: days.eighth },
      { duration: "P730D", endsAt: days.eleventh },
    ],
    ...{ chosenDuration: "P730D", expiresAt: days.eighth },
  });
  const show = (named: Partial<OfferPageModel> = {}): string => offerPage({ ...usual, ...named }, texts);
  const partner = { ...usual.partner, verified: null, laterName: "Adatum Consulting", contact: null };
  const changes = ["new", "longer", "unchanged"] as const;
  const compared = permissions.map((permission, at) => ({
    ...permission,
    change: {
      change: changes[at]!,
      heldUntil: days.eighth,
      grant: newGrant(permission.id, { duration: "P30D", autoExtend: false }, days.first),
    },
  }));
  const customers = [
    { id: "cus_1", name: "Contoso", coolOffUntil: days.eighth, isConnected: false },
    { id: "cus_2", name: "Contoso Services", coolOffUntil: null, isConnected: true },
    { id: "cus_3", name: "Contoso Labs", coolOffUntil: null, isConnected: false },
  ];
  const required = permissions.map((one) => ({ ...one, required: true, checked: true }));
  const codes = Object.keys(texts.faults) as (keyof typeof texts.faults)[];
  const faults = [
    faultOf("name-missing", "/name", texts),
    faultOf("agreement-missing", "/agreement", texts),
    faultOf("code-wrong", "/code", texts),
  ];
  return {
    "as usual": show(),
    "of a test": show({ sandbox: true }),
    "every permission": show({
      permissions: [...catalogue, { id: "retired.admin" }].map(({ id }) => ({ id, required: false, checked: true })),
    }),
    "with purposes": show({
      purpose: names.purpose,
      permissions: permissions.map((one) => ({ ...one, purpose: names.purpose })),
    }),
    "as advisor": show({ relationship: "advisor", autoExtend: true }),
    "one permission": show({ permissions: permissions.slice(0, 1), durations: usual.durations.slice(2) }),
    "one permission, again": show({ permissions: permissions.slice(0, 1), isRestoration: true }),
    "again, as advisor": show({ isRestoration: true, relationship: "advisor" }),
    "compared with what is granted": show({
      ...{ isRestoration: true, hasOthers: true, agreement: null, permissions: compared },
    }),
    "no permissions": show({ permissions: [], partner }),
    "no permissions, as advisor": show({ permissions: [], relationship: "advisor", colleagues: null }),
    "all required": show({ permissions: required, canAcceptWithoutPermissions: false }),
    "some required": show({ permissions: [...required.slice(0, 1), ...permissions.slice(1)] }),
    "handed over": show({ handedOverBy: "grace@contoso.example" }),
    "with a code": show({ codeRequired: true }),
    "with a code that was sent": show({ codeRequired: true, codeSent: "just", codeNumber: 1 }),
    "with a code that was sent before": show({ codeRequired: true, codeSent: "before", codeNumber: 1 }),
    "passing on": show({ codeSent: "just", values: { ...usual.values, colleague: "boss@contoso.example" } }),
    "of a partner that is blocked": show({ isRefused: true }),
    "for one of several customers": show({ customers, proof: "1.1.mac", colleagues: null }),
    "for one of several customers, without permissions": show({ customers, permissions: [] }),
    faults: show({ codeRequired: true, codeSent: "before", errors: faults }),
    "every fault": show({ errors: codes.map((code) => faultOf(code as FaultCode, "/decision", texts)) }),
  };
}

/** Every page of a request that is no longer open. */
function closedOffers(locale: Locale, texts: PageTexts): Pages {
  const setting = { locale, operatorName: names.operator, link: "a-link" };
  const partner = { displayName: names.partner, contact: "hello@adatum.example" };
  const show = (outcome: OutcomePageModel["outcome"], named: Partial<OutcomePageModel> = {}): string =>
    outcomePage({ ...setting, partner, stopPath: "/u/token", isLate: false, outcome, ...named }, texts);
  const accepted = {
    kind: "accepted",
    acceptedScope: "whole",
    relationship: "reseller",
    ...{ isRestoration: false, hasEnded: false },
    ...{ granted: ["users.admin", "directory.admin"], refused: ["billing.read"], autoExtend: false, agreement },
    ...{ endsAt: days.eleventh, decidedAt: days.first, by: { name: names.person, title: "CTO", email: names.address } },
  } as const;
  const changes = (["new", "longer", "unchanged"] as const).map((change) => ({
    ...{ permission: "users.admin", change, endsAt: days.eleventh },
  }));
  const expired = { kind: "expired", askedAt: null, isOnHold: false } as const;
  const note = (words: { readonly title: string; readonly text: string }) =>
    notePage(setting, texts, words, languagesOf(setting));
  return {
    accepted: show({ ...accepted, refused: [] }),
    "accepted in part": show({ ...accepted, acceptedScope: "part" }),
    "accepted without permissions": show({ ...accepted, acceptedScope: "withoutPermissions", granted: [] }),
    "accepted as advisor": show({ ...accepted, relationship: "advisor", autoExtend: true, refused: [] }),
    "accepted again": show({ ...accepted, isRestoration: true, refused: [] }),
    "accepted again, compared": show({ ...accepted, changes, isRestoration: true }),
    "accepted again, as advisor": show({ ...accepted, isRestoration: true, relationship: "advisor", refused: [] }),
    "accepted, and ended since": show({ ...accepted, hasEnded: true }),
    "accepted before": show(accepted, { isLate: true }),
    declined: show({ kind: "declined" }),
    reported: show({ kind: "reported" }),
    cancelled: show({ kind: "cancelled" }),
    "relationship ended": show({ kind: "relationship-ended" }),
    "addressee left": show({ kind: "addressee-left" }),
    "on hold": show({ kind: "on-hold", offerDigest: "sha256:0123" }),
    expired: show(expired),
    "expired, on hold": show({ ...expired, isOnHold: true }),
    "expired, and a new link asked for": show({ ...expired, askedAt: days.first }),
    replaced: note(texts.replaced),
    "passed on": note(texts.handedOver),
    unknown: notePage({ operatorName: names.operator }, texts, texts.unknown),
    ...Object.fromEntries(
      Object.keys(texts.problems).map((kind) => [
        `problem: ${kind}`,
        String(problemPage(aProblem(kind), setting, texts).body),
      ]),
    ),
  };
}

/** Every page of a personal link. */
export async function offerPages(locale: Locale): Promise<Pages> {
  const texts = await loadPageTexts(locale);
  return { ...openOffers(locale, texts), ...closedOffers(locale, texts) };
}
