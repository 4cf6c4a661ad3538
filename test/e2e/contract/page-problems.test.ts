import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { routes } from "../../../infra/manifests.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const forms = routes.filter(({ key, roles }) => roles === "public" && /^POST \/(?!v1\/)/.test(key));
const form = { "content-type": "application/x-www-form-urlencoded" };

const faulty: Readonly<Record<string, readonly [status: number, Partial<Record<string, string>>, body: string]>> = {
  "a content type that is not a form's": [415, { "content-type": "application/json" }, "{}"],
  "text that is not a form": [400, form, "no form"],
  "bytes that are not UTF-8": [400, form, "name=%FF"],
  "a form from another site": [403, { ...form, origin: "https://evil.example" }, "x=1"],
  "a form that is too large": [413, form, `x=${"x".repeat(70_000)}`],
};

describe("every form of a page", () => {
  it.each(Object.entries(faulty))(
    "refuses %s with a page in its reader's language",
    async (_, [status, sent, body]) => {
      expect(forms.length).toBeGreaterThan(10);
      for (const { key } of forms) {
        const path = key.slice("POST ".length).replaceAll(/\{\w+\}/g, "x");
        const headers = { ...(sent as Record<string, string>), accept: "*/*", "accept-language": "de" };
        const answer = await fetch(stack().local.url + path, { method: "POST", headers, body, redirect: "manual" });
        const $ = load(await answer.text());
        expect([key, answer.status, answer.headers.get("content-type"), $("html").attr("lang")]).toEqual([
          ...[key, status, "text/html; charset=utf-8", "de"],
        ]);
        expect([key, $("main").text()]).toEqual([key, expect.stringContaining("urn:rapport:request:")]);
      }
    },
  );
});
