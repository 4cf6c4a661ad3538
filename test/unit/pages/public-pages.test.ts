import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agreementPage, callbackPage, notFoundPage } from "../../../functions/serve-public/view.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { pageHeaders } from "../../../shared/pages/page.ts";
import { agreementText } from "../../../shared/policy/agreement-texts.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";

const asset = (name: string) =>
  readFileSync(new URL(`../../../functions/serve-public/assets/${name}`, import.meta.url), "utf8");

const reader = { lang: "en", operatorName: "Fabrikam Cloud" } as const;

test.each(locales.filter((lang) => lang !== "en"))(
  "(B15) public pages speak %s, and say why the agreement does not",
  async (lang) => {
    const agreement = await agreementPage(currentAgreement, { ...reader, lang });
    expect(agreement).toContain(`<html lang="${lang}">`);
    expect(agreement).toMatch(/<p class="notice">[^<]+<\/p>\s*<div lang="en">/);
    expect(await notFoundPage({ ...reader, lang })).not.toContain("Page not found");
    for (const command of ["npm run token", null]) {
      const callback = await callbackPage({ ...reader, lang }, command);
      expect(callback).toContain(`<html lang="${lang}">`);
      expect(callback).not.toMatch(/signed in|Sign in again/);
    }
  },
);

test("the agreement is published whole, with its fingerprint", async () => {
  const text = (await agreementPage(currentAgreement, reader)).replaceAll("&#39;", "'");
  for (const paragraph of agreementText(currentAgreement.version).paragraphs) expect(text).toContain(paragraph);
  expect(text).toContain(currentAgreement.hash);
});

test("a page that is not there says so, and whose system this is", async () => {
  const markup = await notFoundPage({ lang: "en", operatorName: "<Fabrikam>" });
  expect(markup).toContain("Page not found");
  expect(markup).toContain("&lt;Fabrikam&gt;");
});

test("the address of a page is kept by nothing and told to nobody", () => {
  expect(pageHeaders).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(pageHeaders["permissions-policy"]).toMatch(/^(?:[a-z-]+=\(\)(?:, |$))+$/);
  expect(pageHeaders["permissions-policy"]).toContain("camera=()");
});

test("pages may run nothing inline and load nothing from elsewhere", () => {
  const policy = pageHeaders["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
  expect(asset("rapport.css")).not.toMatch(/url\(|@import/);
  expect(asset("offer.client.js")).not.toMatch(/import|innerHTML|eval/);
});
