import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { loadPortalTexts } from "../../../functions/serve-portal/texts.ts";
import { administratorsPage } from "../../../functions/serve-portal/pages/administrators.ts";
import { choicePage } from "../../../functions/serve-portal/pages/customer.ts";
import { confirmPage, refusedPage } from "../../../functions/serve-portal/pages/confirm.ts";
import { homePage } from "../../../functions/serve-portal/pages/home.ts";
import { showProblem } from "../../../functions/serve-portal/problem-page.ts";
import { grantTable } from "../../../functions/serve-portal/pages/grants.ts";
import { historyList } from "../../../functions/serve-portal/pages/history.ts";
import { relationshipPage } from "../../../functions/serve-portal/pages/relationship.ts";
import { listPage, senderPage, sendersPage } from "../../../functions/serve-portal/pages/senders.ts";
import { deadPage, openPage, sentPage, signInPage } from "../../../functions/serve-portal/pages/sign-in.ts";
import { axisOf, timeline } from "../../../functions/serve-portal/pages/timeline.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { EventType } from "../../../shared/events/all.ts";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { aCustomer, anAdministratorAt, someLimits } from "../../support/builders/a-customer.ts";
import { ids } from "../../support/builders/builders.ts";
import { englishWordsIn } from "../../support/pages/english-words.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { aGrant, aPartnerModel, aSession } from "./a-portal-page.ts";

const ways: readonly EventType[] = [
  ...(["RelationshipEstablished", "RelationshipAmended", "PermissionsRemoved", "PermissionsExpiring"] as const),
  ...(["PermissionsExpired", "PermissionsExtended", "PermissionsRenewed", "RelationshipTerminated"] as const),
];
const history = ways.map((type, at) => ({
  event: { ...anEvent({ type }), data: { permissions: ["users.admin"], invitationId: "inv_1" } },
  by: at === 0 ? anAdministratorAt("it@contoso.example", { name: "Ada" }) : null,
}));
const removed = aGrant({ permission: "billing.read", status: "removed" });
const models = [
  aPartnerModel(),
  aPartnerModel({
    type: "advisor",
    status: "suspended",
    grants: [aGrant({ autoExtend: true, lastUsedAt: "2026-11-24" }), removed],
  }),
  aPartnerModel({ grants: [removed], isLeftWithSupport: true }),
  aPartnerModel({ grants: [], partner: { ...aPartnerModel().partner, verified: null, supportContact: null } }),
  aPartnerModel({ type: "advisor", grants: [] }),
  aPartnerModel({ isOnHold: true, mayRenew: false }),
  aPartnerModel({ status: "terminated", endedAt: later({ days: 3 }) }),
  aPartnerModel({ status: "terminated", endedAt: later({ days: 3 }), grants: [] }),
];

/** Every page of the portal in a language. */
async function pagesIn(locale: Locale): Promise<string[]> {
  const texts = await loadPortalTexts(locale);
  const session = aSession(locale);
  const receipts = [{ invitationId: ids.invitation, at: now }];
  const customers = [aCustomer(), aCustomer([], { name: "Adatum", verified: { at: now, how: "C-1" } })];
  const senders = { ...noSenders(ids.customer), blocked: [ids.partner] };
  const partner = { id: ids.partner, displayName: "Contoso Partner" };
  const someone = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const newcomer = anAdministratorAt("bob@contoso.example", { coolOffUntil: later({ days: 3 }) });
  const entry = { id: "eve", email: "eve@contoso.example", locale: null, addedBy: "it", addedAt: now, number: 1 };
  const waiting = [entry, { ...entry, addedBy: null }].map((one) => ({ ...one, expiresAt: later({ days: 7 }) }));
  const administrators = {
    ...{ ...session, own: "it", administrators: [someone], waiting: [], policy: someLimits, now },
    ...{ typed: "", errors: [] },
  };
  const coolOffUntil = later({ days: 3 });
  const inCoolOff = { hasChoice: true, customer: { ...session.customer, isVerified: false, coolOffUntil } };
  const names = { partner: "Contoso Partner" };
  const back = { href: `/portal?lang=${locale}`, label: "Contoso Partner" };
  const plain = { locale, operatorName: "Fabrikam Cloud", path: "/portal", next: "" };
  const problem = { type: "/problems/other", title: "x", status: 400, detail: "x", instance: "urn:1" };
  const drawn = await showProblem("Fabrikam Cloud")(problem, { path: "/portal", query: { lang: locale }, headers: {} });
  return [
    homePage({ ...session, partners: models, now }, texts),
    homePage({ ...session, partners: [], now }, texts),
    ...models.map((model) => relationshipPage({ ...session, model, history, receipts, maySend: true, now }, texts)),
    ...Object.keys(texts.done).map((done) =>
      relationshipPage({ ...session, done, model: models[0]!, history, receipts, maySend: false, now }, texts),
    ),
    confirmPage(session, { words: texts.confirm.renew, names, back: "/y" }, texts),
    refusedPage(session, { words: texts.confirm.nothing, names, back }, texts),
    sendersPage({ ...session, senders, partners: [partner], changed: "" }, texts),
    sendersPage({ ...session, senders: noSenders(ids.customer), partners: [], changed: "" }, texts),
    senderPage({ ...session, senders, partner }, texts),
    listPage({ ...session, senders: noSenders(ids.customer), missing: [partner] }, texts),
    listPage({ ...session, senders: noSenders(ids.customer), missing: [partner, { ...partner, id: "p" }] }, texts),
    senderPage({ ...session, senders: noSenders(ids.customer), partner }, texts),
    administratorsPage(administrators, texts),
    administratorsPage(
      { ...administrators, errors: [{ field: "email", message: texts.faults["address-invalid"] }] },
      texts,
    ),
    administratorsPage({ ...administrators, administrators: [someone, newcomer], waiting }, texts),
    administratorsPage({ ...administrators, policy: { confirmDays: 7, coolOffDays: 0 } }, texts),
    administratorsPage(
      { ...administrators, ...inCoolOff, own: "bob", administrators: [someone, newcomer], waiting },
      texts,
    ),
    sendersPage({ ...session, ...inCoolOff, senders, partners: [partner], changed: "" }, texts),
    choicePage({ ...session, ...inCoolOff, customer: null, place: "", customers }, texts),
    signInPage({ ...plain, done: "left", unfit: "nobody" }, texts),
    sentPage({ ...plain, typed: "it@contoso.example" }, texts),
    openPage({ ...plain, secret: "a-secret" }, texts),
    deadPage(plain, texts),
    String(drawn.body),
  ];
}

describe.each(locales.filter((locale) => locale !== "en"))("in %s", (locale) => {
  test("every page speaks that language only, and stays in it", async () => {
    for (const markup of await pagesIn(locale)) {
      expect(markup).toContain(`<html lang="${locale}">`);
      expect(englishWordsIn(markup)).toEqual([]);
      for (const [, address = ""] of markup.matchAll(/(?:href|action)="(\/portal[^"]*)"(?! hreflang)/g)) {
        expect(address).toContain(`lang=${locale}`);
      }
    }
  });
});

describe("every page of the portal", () => {
  test("leaves nothing open, and has nothing inline that the policy would refuse", async () => {
    for (const markup of await pagesIn("en")) {
      expect(markup).not.toMatch(/\{\w+\}|undefined|\[object|>null</);
      expect(markup).not.toMatch(/\sstyle=|<script|\son\w+=/);
    }
  });

  test("whose forms change something carries the session's token in each", async () => {
    for (const markup of (await pagesIn("en")).slice(0, -5)) {
      const forms = [...markup.matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)].map(([form]) => form);
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms) expect(form).toContain('name="csrf" value="a-token"');
    }
  });

  test("names the administrator who acted, and says if it is one no longer or nobody", async () => {
    const texts = await loadPortalTexts("en");
    const [event] = history;
    const drawn = (actor: StoredEvent["metadata"]["actor"], by = event!.by) => {
      const entry = { by, event: { ...event!.event, metadata: { ...event!.event.metadata, actor } } };
      return historyList([entry], "Fabrikam Cloud", texts).toString();
    };
    const person = { kind: "customer", id: "adr_x" } as const;
    expect(drawn(person)).toContain("(by Ada, it@contoso.example)");
    expect(drawn(person, anAdministratorAt("it@contoso.example"))).toContain("(by it@contoso.example)");
    expect(drawn(person, null)).toContain("(by somebody who is no longer one of your administrators)");
    expect(drawn({ kind: "job", id: "sweep-due" })).toContain("(automatically)");
  });

  test("says what a permission allows and does not allow in a row of its own, and how long it lasts", async () => {
    const texts = await loadPortalTexts("en");
    const table = (days: number, more = {}) => {
      const model = aPartnerModel({ grants: [aGrant({ endsAt: later({ days }), ...more })] });
      return grantTable(model, { axis: axisOf(model.grants, now), isOpen: true }, texts).toString();
    };
    const drawn = table(57);
    expect(/<th scope="row">([^]*?)<\/th>/.exec(drawn)?.[1]).toBe("User administrator");
    for (const words of [...texts.catalogue["users.admin"].allows, ...texts.catalogue["users.admin"].allowsNot])
      expect(drawn).toContain(words.replaceAll("'", "&#39;"));
    expect(drawn).toContain("(57 days left)");
    expect(table(730)).toContain("(2 years left)");
    expect(table(0)).toContain("(ends within a day)");
    expect(table(57, { status: "removed" })).not.toContain("left)");
  });

  test("escapes all input of partners and administrators", async () => {
    const texts = await loadPortalTexts("en");
    const displayName = `<img src=x onerror="alert(1)">`;
    const model = aPartnerModel({ partner: { ...aPartnerModel().partner, displayName } });
    const customer = { ...aSession().customer, name: displayName };
    const session = aSession("en", { email: displayName, done: "removed", customer });
    const receipts = [] as const;
    expect(homePage({ ...session, partners: [model], now }, texts)).not.toContain("<img");
    expect(relationshipPage({ ...session, model, history, receipts, maySend: true, now }, texts)).not.toContain("<img");
  });
});

test("links that screen readers tell apart read as one sentence, in German without a comma that would stand alone", async () => {
  const linksOf = async (lang: Locale) => {
    const texts = await loadPortalTexts(lang);
    const shown = { ...aSession(lang), model: aPartnerModel(), history: [], receipts: [], maySend: true, now };
    return load(homePage({ ...shown, partners: [shown.model] }, texts) + relationshipPage(shown, texts))("a").text();
  };
  expect(await linksOf("de")).toContain("Ansehen und ändern (was Contoso Partner darf, Reseller)");
  expect(await linksOf("de")).toContain("Ändern (ob Contoso Partner Anfragen senden darf)");
  expect(await linksOf("fr")).toContain("Modifier si Contoso Partner peut envoyer des demandes");
});

describe("a relationship's page", () => {
  const drawn = async (model = aPartnerModel()) =>
    relationshipPage(
      { ...aSession(), model, history: [], receipts: [], maySend: true, now },
      await loadPortalTexts("en"),
    );

  test("offers to remove what is active, and nothing of what has ended", async () => {
    const markup = await drawn(aPartnerModel({ grants: [aGrant(), removed] }));
    expect(markup).toContain("/remove?lang=en&amp;permission=users.admin");
    expect(markup).not.toContain("permission=billing.read");
    const ended = await drawn(aPartnerModel({ status: "terminated", endedAt: now }));
    expect(ended).not.toMatch(/\/(remove|renew|end)\?/);
  });

  test("explains without permissions that some services need none", async () => {
    expect(await drawn(aPartnerModel({ grants: [] }))).toContain(
      "It can only provision and manage services that need none: Azure subscription.",
    );
    expect(await drawn(aPartnerModel({ grants: [], type: "advisor" }))).toContain(
      "It can only manage services that need none: Azure subscription.",
    );
    const ended = aPartnerModel({ grants: [], status: "terminated", endedAt: now });
    expect(await drawn(ended)).toContain("It had no admin permissions.");
  });

  test("names the contact for support when no permission is left", async () => {
    expect(await drawn(models[2])).toContain("remains responsible for your support until the relationship ends");
  });
});

test("one partner that is connected in two ways has a heading, a table and a link for each", async () => {
  const partners = [aPartnerModel(), aPartnerModel({ id: "rel_2", type: "advisor" })];
  const markup = homePage({ ...aSession(), partners, now }, await loadPortalTexts("en"));
  for (const element of ["h2", "caption", "a"])
    for (const type of ["Reseller", "Advisor"])
      expect(markup).toMatch(new RegExp(`<${element}[^>]*>(?:(?!</${element}>)[^])*[(–] ?${type}`));
});

describe("a timeline", () => {
  test("puts each permission's time on one axis, from the first start to the last end", () => {
    const grants = [aGrant(), aGrant({ endsAt: later({ days: 73 }) })];
    const axis = axisOf(grants, later({ days: 73 }));
    expect([axis.start, axis.end]).toEqual([now, later({ days: 365 })]);
    expect(String(timeline(grants[0]!, axis))).toMatch(/class="active" x="0" y="1" width="100"/);
    expect(String(timeline(grants[1]!, axis))).toMatch(/class="active" x="0" y="1" width="20"/);
    expect(String(timeline(grants[0]!, axis))).toMatch(/class="today" x="20"/);
  });

  test("of nothing is a point", () => {
    expect(axisOf([], now)).toEqual({ start: now, end: now, now });
  });
});
