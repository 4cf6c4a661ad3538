import { expect, test } from "vitest";
import { html } from "../../../shared/html/html.ts";
import { fill } from "../../../shared/mail/fill.ts";

test("text is escaped, but markup is not", () => {
  expect(fill("<p>{{text}}</p>{{markup}}", { text: `<b> & "'`, markup: html`<b>${"<i>"}</b>` })).toBe(
    "<p>&lt;b&gt; &amp; &quot;&#39;</p><b>&lt;i&gt;</b>",
  );
});

test("a placeholder inside a value is not replaced", () => {
  expect(fill("{{a}}{{b}}", { a: "{{b}} $&", b: "x" })).toBe("{{b}} $&amp;x");
});

test("a placeholder without a value is an error", () => {
  expect(() => fill("{{known}} {{unknown}}", { known: "x" })).toThrow('"unknown"');
});

test("a value without a placeholder is an error", () => {
  expect(() => fill("{{known}}", { known: "x", spare: "y" })).toThrow("spare");
});
