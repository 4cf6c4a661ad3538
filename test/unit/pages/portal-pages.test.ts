import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { loadPortalTexts } from "../../../functions/serve-portal/texts.ts";
import { homePage } from "../../../functions/serve-portal/pages/home.ts";
import { grantTable } from "../../../functions/serve-portal/pages/grants.ts";
import { historyList } from "../../../functions/serve-portal/pages/history.ts";
import { relationshipPage } from "../../../functions/serve-portal/pages/relationship.ts";
import { axisOf, timeline } from "../../../functions/serve-portal/pages/timeline.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { anAdministratorAt } from "../../support/builders/a-customer.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { models } from "../../gallery/portal-pages.ts";
import { aGrant, aPartnerModel, aSession } from "./a-portal-page.ts";

const removed = aGrant({ permission: "billing.read", status: "removed" });
const begun = anEvent({ type: "RelationshipEstablished" });

describe("a page of the portal", () => {
  test("names the administrator who acted, and says if it is one no longer or nobody", async () => {
    const texts = await loadPortalTexts("en");
    const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
    const drawn = (actor: StoredEvent["metadata"]["actor"], by: Administrator | null = ada) => {
      const entry = { by, event: { ...begun, metadata: { ...begun.metadata, actor } } };
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
      return grantTable(
        model,
        { axis: axisOf(model.grants, now), open: { id: model.id, isNew: false } },
        texts,
      ).toString();
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
    expect(relationshipPage({ ...session, model, history: [], receipts, maySend: true, now }, texts)).not.toContain(
      "<img",
    );
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

  test("offers to pause it and each active permission, or to resume what is paused, which who is new cannot", async () => {
    const paused = aGrant({ permission: "licenses.admin", pausedAt: now });
    const markup = await drawn(aPartnerModel({ grants: [aGrant(), paused] }));
    const linksIn = (page: string) =>
      [...page.matchAll(/\/(pause|resume)\?lang=en(?:&amp;permission=([\w.]+))?"/g)].map(([, act, id]) => [act, id]);
    expect(linksIn(markup)).toEqual([
      ["pause", "users.admin"],
      ["resume", "licenses.admin"],
      ["pause", undefined],
    ]);
    expect(markup).toContain('<span class="state onHold">Paused</span>');
    const resting = aPartnerModel({ grants: [paused], status: "suspended", isPaused: true });
    expect(linksIn(await drawn(resting))).toEqual([
      ["resume", "licenses.admin"],
      ["resume", undefined],
    ]);
    expect(await drawn(resting)).toContain("You have paused this relationship.");
    const customer = { ...aSession().customer, coolOffUntil: later({ days: 3 }) };
    const page = relationshipPage(
      { ...aSession("en", { customer }), model: resting, history: [], receipts: [], maySend: true, now },
      await loadPortalTexts("en"),
    );
    expect(linksIn(page)).toEqual([]);
    expect(linksIn(await drawn(aPartnerModel({ status: "terminated", endedAt: now })))).toEqual([]);
  });

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
    expect(await drawn(models["with support only"])).toContain(
      "remains responsible for your support until the relationship ends",
    );
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
