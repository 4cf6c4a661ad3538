import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agreementPage, notFoundPage } from "../../../functions/serve-public/view.ts";
import { pageHeaders } from "../../../shared/http/page.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";

const asset = (name: string) =>
  readFileSync(new URL(`../../../functions/serve-public/assets/${name}`, import.meta.url), "utf8");

test("the agreement is published whole, with its fingerprint", () => {
  const text = agreementPage(currentAgreement, "Fabrikam Cloud").replaceAll("&#39;", "'");
  for (const paragraph of currentAgreement.paragraphs) expect(text).toContain(paragraph);
  expect(text).toContain(currentAgreement.hash);
});

test("a page that is not there says so, and whose system this is", () => {
  expect(notFoundPage("<Fabrikam>")).toContain("Page not found");
  expect(notFoundPage("<Fabrikam>")).toContain("&lt;Fabrikam&gt;");
});

test("the address of a page is kept by nothing and told to nobody", () => {
  expect(pageHeaders).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
});

test("pages may run nothing inline and load nothing from elsewhere", () => {
  const policy = pageHeaders["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
  expect(asset("rapport.css")).not.toMatch(/url\(|@import/);
  expect(asset("offer.client.js")).not.toMatch(/import|innerHTML|eval/);
});
