import { caniemail } from "caniemail";
import { describe, expect, test } from "vitest";
import { mailsIn } from "../../../shared/gallery/mails.ts";

/** Programs whose support of HTML and CSS is known from caniemail.com. */
const programs = [
  ...(["gmail.desktop-webmail", "gmail.ios", "gmail.android"] as const),
  ...(["outlook.windows", "outlook.outlook-com", "outlook.macos", "outlook.ios", "outlook.android"] as const),
  ...(["apple-mail.macos", "apple-mail.ios"] as const),
];

/** What mails use although some of these programs ignore it, and what a reader has there instead. */
const enhancements: Readonly<Record<string, string>> = {
  "@media": "Outlook for Windows changes colours for dark mode by itself.",
  "color-scheme meta tag": "The program chooses the colours for dark mode.",
  "Chaining selectors": "The layout has one column, which needs no width of its own.",
  "overflow-wrap": "Long words are broken by word-break too.",
  "border-radius": "The button has square corners.",
  "<body> element": "Its background is repeated on the element inside.",
  opacity: "The preheader is also hidden by display.",
  overflow: "The preheader is also hidden by display.",
  "max-height property": "The preheader is also hidden by display.",
  outline: "It is about images, and mails have none.",
  "system-ui, ui-serif, ui-sans-serif, ui-rounded, ui-monospace": "A code is in Consolas or Menlo.",
  "word-spacing": "It is about the gaps between columns, and there is one column.",
};

const mails = Object.entries(await mailsIn("en")).flatMap(([group, kinds]) =>
  Object.entries(kinds).map(([kind, { html }]) => ({ name: `${group}: ${kind}`, html })),
);
const unsupportedIn = (html: string): string[] =>
  [...caniemail({ clients: [...programs], html }).issues.errors.values()].flat().map(({ title }) => title);

describe("the markup of mails", () => {
  test("uses only what Gmail, Outlook and Apple Mail support, or what can be left out", () => {
    const used = new Set(mails.flatMap(({ html }) => unsupportedIn(html)));
    expect([...used].toSorted()).toEqual(Object.keys(enhancements).toSorted());
  });

  test("that a program does not support is found", () => {
    expect(unsupportedIn(`<p style="position:fixed">x</p>`)).not.toEqual([]);
  });

  test.each(mails)("has at most 15 KB, one button, and nothing to load: $name", ({ html }) => {
    expect(Buffer.byteLength(html)).toBeLessThan(15_000);
    expect(html.split('class="button"').length - 1).toBeLessThanOrEqual(1);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|form|video)\b|url\(|\starget\b|@import/);
  });
});
