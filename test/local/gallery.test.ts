import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { composeGallery, type Gallery } from "../../infra/local/control/gallery.ts";
import { locales } from "../../shared/policy/locales.ts";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const sourcesOf = (pattern: string): string[] =>
  globSync(pattern, { cwd: repository }).map((path) => readFileSync(`${repository}/${path}`, "utf8"));

const raised = raiseTinyStack({ reset: false, resources: tablelessResources });
let tiny: Raised;
let gallery: Gallery;
beforeAll(async () => {
  tiny = raised();
  gallery = await composeGallery();
}, 30_000);

describe("the gallery", () => {
  it("shows a mail of every function that makes one", () => {
    // Those of which the others are made.
    const parts = ["framedMail", "noticeMail", "customerMail", "administratorsMail"];
    const makers = sourcesOf("shared/{mail,*/mails}/**/*.ts")
      .concat(sourcesOf("shared/*/mails.ts"))
      .flatMap((source) => [...source.matchAll(/^export (?:const|function) (\w+(?:Mail|Notice))\b/gm)])
      .map(([, name = ""]) => name)
      .filter((name) => !parts.includes(name));
    const samples = sourcesOf("shared/gallery/*.ts").join("\n");
    expect(makers.length).toBeGreaterThan(30);
    expect(makers.filter((name) => !samples.includes(`${name}(`))).toEqual([]);
  });

  it("has the same mails in every language", () => {
    expect(Object.keys(gallery)).toEqual([...locales]);
    const namesIn = (locale: string): string[] =>
      Object.entries(gallery[locale] ?? {}).flatMap(([group, mails]) =>
        Object.keys(mails).map((name) => `${group}: ${name}`),
      );
    for (const locale of locales) {
      expect(namesIn(locale)).toEqual(namesIn("en"));
      for (const mails of Object.values(gallery[locale] ?? {}))
        for (const { html } of Object.values(mails)) expect(html).toContain(`lang="${locale}"`);
    }
  });
});

describe("the gallery's page", () => {
  const open = (query: Record<string, string> = {}, path = ""): Promise<Response> =>
    fetch(`${tiny.local.url}/_local/gallery${path}?${new URLSearchParams(query).toString()}`);
  const code = { lang: "de", group: "requests", name: "code" };

  it("lists every mail in the language that was asked for, and shows the chosen one", async () => {
    const page = await (await open({ ...code, view: "text" })).text();
    const mail = gallery["de"]?.["requests"]?.["code"];
    for (const { subject } of Object.values(gallery["de"]?.["requests"] ?? {})) expect(page).toContain(subject);
    expect(page).toContain(`<h3 lang="de">${mail?.subject}</h3>`);
    expect(page).toContain("04213751\n");
  });

  it("shows a mail's HTML in a frame where it can do nothing", async () => {
    const response = await open(code, "/html");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';.* sandbox /);
    expect(await response.text()).toContain(gallery["de"]?.["requests"]?.["code"]?.html);
  });

  it("shows the first mail where it is asked for none, or for one that there is not", async () => {
    const first = Object.values(gallery["en"]?.["requests"] ?? {})[0]?.subject ?? "";
    for (const query of [undefined, { lang: "xx", group: "none", name: "none" }])
      expect(await (await open(query)).text()).toContain(`<h3 lang="en">${first}</h3>`);
  });
});
