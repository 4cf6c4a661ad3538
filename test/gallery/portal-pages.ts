import { choicePage } from "../../functions/serve-portal/pages/customer.ts";
import { administratorsPage } from "../../functions/serve-portal/pages/administrators.ts";
import { confirmPage, refusedPage } from "../../functions/serve-portal/pages/confirm.ts";
import { homePage } from "../../functions/serve-portal/pages/home.ts";
import { relationshipPage } from "../../functions/serve-portal/pages/relationship.ts";
import { listPage, senderPage, sendersPage } from "../../functions/serve-portal/pages/senders.ts";
import { deadPage, openPage, sentPage, signInPage } from "../../functions/serve-portal/pages/sign-in.ts";
import { showProblem } from "../../functions/serve-portal/problem-page.ts";
import { loadPortalTexts, type PortalTexts } from "../../functions/serve-portal/texts.ts";
import { noSenders } from "../../shared/customer/rules/senders.ts";
import type { EventType } from "../../shared/events/all.ts";
import { field } from "../../shared/pages/field.ts";
import { html } from "../../shared/html/html.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { say } from "../../shared/policy/words.ts";
import { aCustomer, anAdministratorAt, someLimits } from "../support/builders/a-customer.ts";
import { ids } from "../support/builders/builders.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { anEvent } from "../support/builders/some-events.ts";
import { aGrant, aPartnerModel, aSession } from "../unit/pages/a-portal-page.ts";
import { days, names, type Pages } from "./names.ts";
import { aProblem } from "./problems.ts";
import { supportPages } from "./support-pages.ts";

const ways: readonly EventType[] = [
  ...(["RelationshipEstablished", "RelationshipAmended", "PermissionsRemoved", "PermissionsExpiring"] as const),
  ...(["PermissionsPaused", "PermissionsResumed", "RelationshipSuspended", "RelationshipResumed"] as const),
  ...(["PermissionsExpired", "PermissionsExtended", "PermissionsRenewed", "RelationshipTerminated"] as const),
  "InvitationResent",
];
const actors = ["customer", "callback", "partner", "operator", "job", "system"] as const;
const history = ways.map((type, at) => {
  const event = anEvent({ type });
  const actor = { kind: actors[at % actors.length]!, id: "someone" };
  return {
    event: {
      ...event,
      // A service reports what was removed there.
      data: {
        permissions: ["users.admin"],
        invitationId: "inv_1",
        ...(actor.kind === "operator" && at > 6 && { via: "vendor" }),
      },
      metadata: { ...event.metadata, actor },
    },
    by: at === 0 ? anAdministratorAt(names.address, { name: names.person }) : null,
  };
});
const removed = aGrant({ permission: "billing.read", status: "removed" });
const partner = { ...aPartnerModel().partner, displayName: names.partner };
const aModel: typeof aPartnerModel = (named = {}) => aPartnerModel({ partner, since: days.first, ...named });
const ended = { status: "terminated", endedAt: days.eighth } as const;

/** Relationships as they can be. */
export const models = {
  active: aModel({
    grants: [
      aGrant({ permission: "directory.admin", endsAt: days.eleventh }),
      aGrant({ autoExtend: true, purpose: names.purpose }),
    ],
  }),
  suspended: aModel({
    type: "advisor",
    status: "suspended",
    isSuspended: true,
    grants: [aGrant({ autoExtend: true, lastUsedAt: days.first.slice(0, 10) }), removed],
  }),
  paused: aModel({ status: "suspended", isPaused: true, isSuspended: true }),
  "with a paused permission": aModel({ grants: [aGrant({ pausedAt: now }), aGrant({ permission: "billing.read" })] }),
  "with support only": aModel({ grants: [removed], isLeftWithSupport: true }),
  "with support only, without contact": aModel({
    ...{ grants: [removed], isLeftWithSupport: true, partner: { ...partner, supportContact: null } },
  }),
  "without permissions": aModel({ grants: [], partner: { ...partner, verified: null, supportContact: null } }),
  "without permissions, as advisor": aModel({ type: "advisor", grants: [] }),
  "on hold": aModel({ isOnHold: true, mayRenew: false }),
  "ending today": aModel({
    grants: [aGrant({ endsAt: now }), aGrant({ permission: "billing.read", status: "expired" })],
  }),
  ended: aModel(ended),
  "ended, nobody knows when": aModel({ ...ended, endedAt: null }),
  "ended, without permissions": aModel({ ...ended, grants: [] }),
};

/** The pages without a session. */
function signInPages(locale: Locale, texts: PortalTexts): Pages {
  const plain = { locale, operatorName: names.operator, path: "/portal", next: "" };
  const done = ["signed-out", "signed-out-everywhere", "session-ended", "left"];
  return {
    "sign in": signInPage({ ...plain, done: "", unfit: null }, texts),
    ...Object.fromEntries(
      done.map((one) => [`sign in: ${one}`, signInPage({ ...plain, done: one, unfit: null }, texts)]),
    ),
    "sign in: fault": signInPage({ ...plain, done: "", unfit: "nobody" }, texts),
    "sign in: sent": sentPage({ ...plain, typed: names.address }, texts),
    "sign in: link": openPage({ ...plain, secret: "a-secret" }, texts),
    "sign in: dead link": deadPage(plain, texts),
  };
}

/** The questions before a change. */
function questions(locale: Locale, texts: PortalTexts): Pages {
  const session = { ...aSession(locale), operatorName: names.operator };
  const values = { ...names, name: texts.catalogue["users.admin"].name, email: names.address };
  const { cancel: _, nothing, ...asked } = texts.confirm;
  const reason = (fault: string) =>
    field(
      {
        ...{ id: "reason", label: asked.end.reason, hint: say(asked.end.reasonHint, names) },
        ...{ value: "x", attributes: html`autocomplete="off"` },
      },
      [{ field: "reason", message: fault }],
      texts,
    );
  const fault = texts.faults["text-unfit"];
  const end = { fields: reason(fault), errors: [{ field: "reason", message: fault }] };
  return {
    ...Object.fromEntries(
      Object.entries(asked).map(([name, words]) => [
        `ask: ${name}`,
        confirmPage(
          session,
          { words, names: values, back: "/portal", isDestructive: name !== "renew", ...(name === "end" && end) },
          texts,
        ),
      ]),
    ),
    "refused: nothing to renew": refusedPage(
      session,
      { words: nothing, names: values, back: { href: "/portal", label: names.partner } },
      texts,
    ),
  };
}

/** Every page of the portal. */
export async function portalPages(locale: Locale): Promise<Pages> {
  const texts = await loadPortalTexts(locale);
  const session = { ...aSession(locale), operatorName: names.operator };
  const receipts = [{ invitationId: ids.invitation, at: days.first }];
  const customers = [
    aCustomer([], { foundedAt: days.first }),
    aCustomer([], { name: "Adatum", verified: { at: now, how: "C-1" } }),
    aCustomer([], { name: "Tailspin", sandbox: ids.partner }),
  ];
  const known = { id: ids.partner, displayName: names.partner };
  const blocked = { ...noSenders(ids.customer), blocked: [ids.partner] };
  const none = noSenders(ids.customer);
  const someone = anAdministratorAt("it@contoso.example", { name: names.person });
  const newcomer = anAdministratorAt("bob@contoso.example", { coolOffUntil: days.eighth });
  const entry = { id: "eve", email: "eve@contoso.example", locale: null, addedBy: "it", addedAt: now, number: 1 };
  const waiting = [entry, { ...entry, addedBy: null }, { ...entry, addedBy: "x" }].map((one) => ({
    ...{ ...one, expiresAt: later({ days: 7 }) },
  }));
  const people = {
    ...{ ...session, own: "it", administrators: [someone, newcomer], waiting, policy: someLimits, now },
    ...{ typed: "", errors: [] },
  };
  const cooling = { customer: { ...session.customer, isVerified: false, coolOffUntil: days.eighth } };
  const relationship = { ...session, history, receipts, maySend: true, now };
  const errors = Object.values(texts.faults).map((message) => ({ field: "email", message }));
  const senders = { ...session, senders: none, partners: [known], changed: names.partner };
  const problem = async (kind: string): Promise<string> => {
    const reader = { path: "/portal", query: { lang: locale }, headers: {} };
    return String((await showProblem(names.operator)(aProblem(kind), reader)).body);
  };
  const problems = await Promise.all(
    Object.keys(texts.problems).map(async (kind) => [`problem: ${kind}`, await problem(kind)] as const),
  );
  return {
    ...signInPages(locale, texts),
    ...{
      home: homePage(
        {
          ...session,
          partners: Object.values(models).map((one, at) => ({
            ...one,
            id: `rel_${at}`,
            partner: { ...one.partner, displayName: `${names.partner} ${at + 1}` },
          })),
          now,
        },
        texts,
      ),
    },
    "home without partners": homePage({ ...session, partners: [], now }, texts),
    "home of a new administrator": homePage({ ...session, ...cooling, partners: [models.active], now }, texts),
    ...Object.fromEntries(
      Object.entries(models).map(([name, model]) => [
        `relationship: ${name}`,
        relationshipPage({ ...relationship, model, maySend: name !== "suspended" }, texts),
      ]),
    ),
    "relationship of a new administrator": relationshipPage(
      { ...relationship, ...cooling, model: models.active },
      texts,
    ),
    ...Object.fromEntries(
      Object.keys(texts.done).map((done) => [
        `done: ${done}`,
        relationshipPage({ ...relationship, done, history: [], model: models.active }, texts),
      ]),
    ),
    ...questions(locale, texts),
    "senders: all": sendersPage(senders, texts),
    senders: sendersPage({ ...senders, senders: blocked }, texts),
    "senders on a list": sendersPage({ ...senders, senders: { ...none, mode: "listed" } }, texts),
    "senders: nobody": sendersPage({ ...senders, partners: [] }, texts),
    "senders of a new administrator": sendersPage({ ...senders, ...cooling, senders: blocked }, texts),
    "sender that can": senderPage({ ...senders, partner: known }, texts),
    "sender that cannot": senderPage({ ...senders, senders: blocked, partner: known }, texts),
    "one to add to the list": listPage({ ...senders, missing: [known] }, texts),
    "two to add to the list": listPage({ ...senders, missing: [known, { ...known, id: "p" }] }, texts),
    administrators: administratorsPage(people, texts),
    "administrators: one": administratorsPage({ ...people, administrators: [someone], waiting: [] }, texts),
    "administrators: faults": administratorsPage({ ...people, typed: "nobody", errors }, texts),
    "administrators without cool-off": administratorsPage(
      { ...people, policy: { ...someLimits, coolOffDays: 0 } },
      texts,
    ),
    "administrators of a new administrator": administratorsPage({ ...people, ...cooling, own: "bob" }, texts),
    ...supportPages(session, texts),
    "choice of a customer": choicePage({ ...session, hasChoice: true, customer: null, place: "", customers }, texts),
    name: confirmPage(
      session,
      { words: texts.name, names: { ...names }, back: "/portal", fields: nameField(texts) },
      texts,
    ),
    ...Object.fromEntries(problems),
  };
}

const nameField = (texts: PortalTexts) =>
  html`<p class="notice">${say(texts.name.verified, names)}</p>
    ${field(
      { id: "name", label: texts.name.label, value: names.customer, attributes: html`autocomplete="organization"` },
      [],
      texts,
    )}`;
