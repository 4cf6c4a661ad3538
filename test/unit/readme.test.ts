import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { drawnSections, plain, readReadme, sectionOf } from "../support/readme.ts";

test.each(Object.keys(drawnSections))(
  "README's section %s is what the code says; else run `npm run readme`",
  (name) => {
    const drawn = drawnSections[name]?.().join("\n") ?? "";
    expect(drawn.split("\n").length).toBeGreaterThan(5);
    expect(plain(sectionOf(readReadme(), name) ?? "")).toBe(plain(drawn));
  },
);

test("README links every decision, in order, and none that is not there", () => {
  const linked = [...readReadme().matchAll(/\(infra\/decisions\/([^)]+)\)/g)].map(([, file]) => file);
  const folder = new URL("../../infra/decisions", import.meta.url);
  expect([...new Set(linked)]).toEqual(readdirSync(folder).toSorted());
});

test("a section with a line more or less is another one", () => {
  const text = "<!-- roles -->\n\n| a |\n| b |\n\n<!-- /roles -->";
  expect(sectionOf(text, "roles")).toBe("| a |\n| b |");
  expect(sectionOf(text, "lifecycle")).toBeNull();
});
