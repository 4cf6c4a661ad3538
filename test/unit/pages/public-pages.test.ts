import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadPublicTexts } from "../../../functions/serve-public/texts.ts";
import { agreementPage, homePage } from "../../../functions/serve-public/view.ts";
import { locales } from "../../../shared/policy/locales.ts";
import offerScript from "../../../shared/pages/offer.client.js";
import verifyScript from "../../../shared/pages/verify.client.js";
import { pageAnswer } from "../../../shared/pages/answers.ts";
import { agreementText } from "../../../shared/policy/agreement-texts.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";

const asset = (name: string) => readFileSync(new URL(`../../../shared/pages/${name}`, import.meta.url), "utf8");

const setting = { operatorName: "Fabrikam Cloud" };
const pageHeaders = pageAnswer(200, "").headers ?? {};

test.each(locales.filter((lang) => lang !== "en"))(
  "public pages speak %s, and say why the agreement does not",
  async (lang) => {
    const texts = await loadPublicTexts(lang);
    const agreement = agreementPage(currentAgreement, setting, texts);
    expect(agreement).toContain(`<html lang="${lang}">`);
    expect(agreement).toMatch(/<p class="notice">[^<]+<\/p>\s*<div lang="en">/);
    expect(homePage(setting, texts)).toContain(`href="/portal?lang=${lang}"`);
    expect(texts.problems["not-found"].title).not.toContain("Page not found");
  },
);

test("the agreement is published whole, with its fingerprint", async () => {
  const text = agreementPage(currentAgreement, setting, await loadPublicTexts("en")).replaceAll("&#39;", "'");
  for (const paragraph of agreementText(currentAgreement.version).paragraphs) expect(text).toContain(paragraph);
  expect(text).toContain(currentAgreement.hash);
});

test("pages are not cached, and send no referrer", () => {
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
  expect(asset("icon.svg")).not.toMatch(/script|href|style/);
  for (const script of [offerScript, verifyScript]) {
    expect(script).toContain("addEventListener");
    expect(script).not.toMatch(/\bimport\b|innerHTML|eval|fetch\(["'`]/);
  }
});
