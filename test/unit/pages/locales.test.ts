import { currentAgreement } from "../../../shared/policy/agreements.ts";
import { describe, expect, test } from "vitest";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { offerPage } from "../../../functions/serve-offer/view.ts";
import { languagesOf } from "../../../functions/serve-offer/page-setting.ts";
import { outcomePage } from "../../../functions/serve-offer/view-outcome.ts";
import { notePage } from "../../../shared/pages/page.ts";
import { acceptedLocale, locales, type Locale } from "../../../shared/policy/locales.ts";
import { englishWordsIn } from "../../support/pages/english-words.ts";
import { newGrant } from "../../../shared/relationship/rules/grants.ts";
import { anOfferPage } from "./an-offer-page.ts";

describe.each(locales)("every page in %s", (locale) => {
  const setting = { locale, operatorName: "Fabrikam Cloud", link: "a-link" };
  const partner = { displayName: "Contoso Partner", contact: "hello@contoso-partner.example" };
  const about = { partner, stopPath: "/portal/senders/ptn_1", isLate: true } as const;
  const mailed = { ...about, stopPath: "/u/token", isLate: false } as const;
  const pages = async () => {
    const texts = await loadPageTexts(locale);
    const verified = { at: "2026-03-01T00:00:00.000Z", how: "C-1" };
    const asker = { ...anOfferPage().partner, verified };
    const model = anOfferPage({
      ...setting,
      partner: asker,
      codeRequired: true,
      codeSent: "before",
      handedOverBy: "grace@contoso.example",
    });
    const moments = { endsAt: "2027-11-22T10:00:00.000Z", decidedAt: "2026-11-22T10:00:00.000Z" };
    const grants = { granted: ["users.admin"], refused: ["billing.read"], autoExtend: false } as const;
    const answered = {
      acceptedScope: "part",
      relationship: "reseller",
      isRestoration: false,
      hasEnded: false,
    } as const;
    const by = { name: "Ada", title: "CTO", email: "it@contoso.example" };
    const accepted = { kind: "accepted", ...answered, ...grants, ...moments, by, agreement: currentAgreement } as const;
    const customers = [
      { id: "cus_1", name: "Contoso", coolOffUntil: "2026-12-22T14:03:00.000Z", isConnected: false },
      { id: "cus_2", name: "Contoso Services", coolOffUntil: null, isConnected: true },
    ];
    const required = model.permissions.map((permission) => ({ ...permission, required: true }));
    const expired = { kind: "expired", askedAt: null, isOnHold: false } as const;
    const changes = (["new", "longer", "unchanged"] as const).map((change) => ({
      ...{ permission: "users.admin", change, endsAt: accepted.endsAt },
    }));
    const compared = model.permissions.map((permission, at) => ({
      ...permission,
      change: {
        change: changes[at]!.change,
        heldUntil: accepted.endsAt,
        grant: newGrant(permission.id, { duration: "P30D", autoExtend: false }, accepted.endsAt),
      },
    }));
    const closed = [
      { ...accepted, changes, isRestoration: true },
      { ...accepted, autoExtend: true, relationship: "advisor", isRestoration: true },
      { ...accepted, acceptedScope: "withoutPermissions", granted: [], hasEnded: true },
      { kind: "declined" },
      { kind: "reported" },
      { kind: "cancelled" },
      { kind: "relationship-ended" },
      { kind: "addressee-left" },
    ] as const;
    return [
      offerPage(model, texts),
      offerPage({ ...model, isRestoration: true, permissions: model.permissions.slice(0, 1) }, texts),
      offerPage({ ...model, partner: { ...asker, verified: null }, permissions: [], autoExtend: true }, texts),
      offerPage({ ...model, permissions: required }, texts),
      offerPage({ ...model, isRestoration: true, hasOthers: true, agreement: null, permissions: compared }, texts),
      offerPage({ ...model, customers, proof: "1.1.mac", codeRequired: false, colleagues: null }, texts),
      offerPage({ ...model, customers, permissions: [] }, texts),
      offerPage({ ...model, permissions: [...required, ...model.permissions] }, texts),
      ...[accepted, ...closed].map((outcome) => outcomePage({ ...setting, ...about, outcome }, texts)),
      ...[expired, { ...expired, askedAt: "2026-12-23T10:00:00.000Z" }, { ...expired, isOnHold: true }].map((outcome) =>
        outcomePage({ ...setting, ...mailed, outcome }, texts),
      ),
      notePage(setting, texts, texts.replaced, languagesOf(setting)),
      notePage(setting, texts, texts.handedOver, languagesOf(setting)),
      notePage(setting, texts, texts.unknown),
    ];
  };

  test("declares its language, and leaves no name without a value", async () => {
    for (const markup of await pages()) {
      expect(markup).toContain(`<html lang="${locale}">`);
      expect(markup).not.toMatch(/\{\w+\}|undefined|\[object/);
    }
  });

  test("has English text only in English", async () => {
    for (const markup of await pages()) {
      if (locale === "en") expect(englishWordsIn(markup)).not.toEqual([]);
      else expect(englishWordsIn(markup)).toEqual([]);
    }
  });

  test("leads to the others, but for the page of a link that is not genuine, which names no link", async () => {
    const markups = await pages();
    for (const markup of markups.slice(0, -1)) {
      for (const other of locales.filter((one) => one !== locale)) {
        const way = markup.includes("<select")
          ? `formaction="/i/a-link/decision?lang=${other}"`
          : `<a href="/i/a-link?lang=${other}" hreflang="${other}">`;
        if (!markup.includes(`form="offer"`) || markup.includes("<select")) expect(markup).toContain(way);
      }
    }
    expect(markups.at(-1)).not.toContain("a-link");
  });

  test("keeps its language after every post", async () => {
    const [offer = ""] = await pages();
    const actions = [...offer.matchAll(/action="([^"]*)"/g)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThanOrEqual(3 + locales.length - 1);
    for (const action of actions.filter((one) => !one?.includes("/decision")))
      expect(action).toMatch(new RegExp(`\\?lang=${locale}$`));
  });
});

test.each([
  ["de-AT,de;q=0.9,en;q=0.5", "de"],
  ["en;q=0.4, fr-CA;q=0.8", "fr"],
  ["pt-BR, es;q=0.3", "es"],
  ["it;q=0, en", "en"],
  ["IT", "it"],
  ["ja", null],
  ["*", null],
  ["", null],
  [undefined, null],
  [";;;q=,,", null],
] as const)("of %s we speak %s", (header, locale: Locale | null) => {
  expect(acceptedLocale(header === undefined ? {} : { "accept-language": header })).toBe(locale);
});
