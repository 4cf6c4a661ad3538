import { describe, expect, test } from "vitest";
import { loadConfirmTexts } from "../../../functions/serve-confirm/texts.ts";
import { confirmPage } from "../../../functions/serve-confirm/view.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { offerPage } from "../../../functions/serve-offer/view.ts";
import { outcomePage } from "../../../functions/serve-offer/view-outcome.ts";
import { loadPortalTexts } from "../../../functions/serve-portal/texts.ts";
import { choicePage } from "../../../functions/serve-portal/pages/customer.ts";
import { sessionPage } from "../../../functions/serve-portal/pages/frame.ts";
import { loadUnsubscribeTexts } from "../../../functions/serve-unsubscribe/texts.ts";
import { unsubscribePage } from "../../../functions/serve-unsubscribe/view.ts";
import { html } from "../../../shared/html/html.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { loadSandboxTexts } from "../../../shared/policy/sandbox-texts.ts";
import { aCustomer } from "../../support/builders/a-customer.ts";
import { ids } from "../../support/builders/builders.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { aSession } from "./a-portal-page.ts";
import { anOfferPage } from "./an-offer-page.ts";

const texts = await inEveryLanguage(loadSandboxTexts);

describe.each(locales)("in %s", (locale) => {
  const { mark, notice } = texts[locale];
  const setting = { locale, operatorName: "Fabrikam Cloud" };

  const pagesAbout = async (sandbox: boolean): Promise<string[]> => {
    const texts = await loadPageTexts(locale);
    const outcome = { kind: "declined" } as const;
    const about = { partner: { displayName: "Tailspin", contact: null }, stopPath: "/u/token", isLate: false, outcome };
    const words = () => ({ title: "Confirm", paragraphs: [] });
    const session = aSession(locale);
    const customer = { ...session.customer, sandbox };
    return [
      offerPage(anOfferPage({ locale, sandbox }), texts),
      outcomePage({ ...setting, link: "a-link", sandbox, ...about }, texts),
      unsubscribePage(
        {
          ...{ ...setting, sandbox, partnerName: "Tailspin", token: "t", resumed: null },
          stopped: { reminders: "none", requests: "none" },
        },
        await loadUnsubscribeTexts(locale),
      ),
      confirmPage({ ...setting, sandbox, path: "/confirm/t", state: "ended", words }, await loadConfirmTexts(locale)),
      sessionPage({ ...session, customer }, await loadPortalTexts(locale), { title: "Partners", main: html`` }),
    ];
  };

  test("every page about test data, and no other, is marked before its heading", async () => {
    for (const page of await pagesAbout(true)) {
      expect(page.split(notice)).toHaveLength(2);
      expect(page.indexOf(notice)).toBeLessThan(page.indexOf("<h1"));
    }
    for (const page of await pagesAbout(false)) expect(page).not.toContain(notice);
  });

  test("an administrator sees which of several customers are test data", async () => {
    const real = aCustomer(undefined, { name: "Contoso" });
    const tested = aCustomer(undefined, { name: "Tailspin", sandbox: ids.partner });
    const model = { ...aSession(locale), customer: null, customers: [real, tested], place: "" };
    const entries = choicePage(model, await loadPortalTexts(locale))
      .split("<li>")
      .filter((one) => one.includes("/portal/customers/"));
    expect(entries.map((entry) => entry.includes(`<strong>${mark}</strong>`))).toEqual([false, true]);
  });
});
