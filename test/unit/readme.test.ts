import { existsSync, readdirSync, readFileSync } from "node:fs";
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

const root = new URL("../../", import.meta.url);
const pages = ["", "docs/"].flatMap((folder) =>
  readdirSync(new URL(`./${folder}`, root))
    .filter((file) => file.endsWith(".md"))
    .map((file) => folder + file),
);

/** What a link to a heading ends with. */
const anchorsOf = (file: URL): string[] =>
  [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("every link of %s within the repository leads to a file and a heading that are there", (page) => {
  const here = new URL(page, root);
  const links = [...readFileSync(here, "utf8").matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const lost = links.filter((link) => {
    const target = new URL(link, here);
    const anchor = decodeURIComponent(target.hash.slice(1));
    target.hash = "";
    return !existsSync(target) || (anchor !== "" && !anchorsOf(target).includes(anchor));
  });
  expect(lost).toEqual([]);
});

test("a section with a line more or less is another one", () => {
  const text = "<!-- roles -->\n\n| a |\n| b |\n\n<!-- /roles -->";
  expect(sectionOf(text, "roles")).toBe("| a |\n| b |");
  expect(sectionOf(text, "lifecycle")).toBeNull();
});
