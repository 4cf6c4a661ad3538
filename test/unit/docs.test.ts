import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { drawnPages, plain, readPage, sectionOf } from "../support/docs/docs.ts";

const drawn = Object.entries(drawnPages).flatMap(([page, sections]) =>
  Object.entries(sections).map(([name, draw]) => ({ page, name, draw })),
);

test.each(drawn)("section $name of $page matches the code; if not, run `npm run docs`", ({ page, name, draw }) => {
  const lines = draw();
  expect(lines.length).toBeGreaterThan(5);
  expect(plain(sectionOf(readPage(page), name) ?? "")).toBe(plain(lines.join("\n")));
});

const root = new URL("../../", import.meta.url);

test("every decision begins with its number and a title, and has at most 40 lines", () => {
  const folder = new URL("docs/decisions/", root);
  const notes = readdirSync(folder).filter((file) => file !== "README.md");
  const wrong = notes.filter((file) => {
    const lines = readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n");
    return lines.length > 40 || !new RegExp(`^# ${Number.parseInt(file, 10)}\\. \\w`).test(lines[0] ?? "");
  });
  expect(notes.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

test("README has at most 8 KB, and a picture in it at most 100 KB", () => {
  const pictures = [...readPage("README.md").matchAll(/<img src="([^"]+)"/g)].map(([, file = ""]) => file);
  expect(pictures).toHaveLength(2);
  expect(statSync(new URL("README.md", root)).size).toBeLessThanOrEqual(8 * 1024);
  for (const file of pictures) expect(statSync(new URL(file, root)).size, file).toBeLessThanOrEqual(100 * 1024);
});

const pages = ["", ".github/", "docs/", "docs/decisions/"].flatMap((folder) =>
  readdirSync(new URL(`./${folder}`, root))
    .filter((file) => file.endsWith(".md"))
    .map((file) => folder + file),
);

test.each(pages)("%s names only scripts of the package", (page) => {
  const { scripts } = JSON.parse(readPage("package.json")) as { scripts: Record<string, string> };
  const named = [...readPage(page).matchAll(/npm run (?:--silent )?(\w[\w:-]*)/g)].map(([, script = ""]) => script);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

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
  const links = [...readPage(page).matchAll(/(?:\]\(|<img src=")(?!\w+:)([^)\s"]+)[)"]/g)].map(([, link = ""]) => link);
  const lost = links.filter((link) => {
    const target = new URL(link, here);
    const anchor = decodeURIComponent(target.hash.slice(1));
    target.hash = "";
    return !existsSync(target) || (anchor !== "" && !anchorsOf(target).includes(anchor));
  });
  expect(lost).toEqual([]);
});

test.each(pages)("every link of %s that is called by a file's name leads to a file of that name", (page) => {
  const named = [...readPage(page).matchAll(/\[`([^`\s]+\.(?:ts|md|json))`\]\(([^)#\s]+)/g)];
  expect(
    named.filter(([, name = "", target = ""]) => !`/${target}`.endsWith(`/${name}`)).map(([link]) => link),
  ).toEqual([]);
});

test("a section is found between its marks", () => {
  const text = "<!-- roles -->\n\n| a |\n| b |\n\n<!-- /roles -->";
  expect(sectionOf(text, "roles")).toBe("| a |\n| b |");
  expect(sectionOf(text, "lifecycle")).toBeNull();
});
