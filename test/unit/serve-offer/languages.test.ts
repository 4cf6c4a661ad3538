import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { faultCodes, programFaults } from "../../../shared/kernel/fault-code.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { aPage, issue, link, partner } from "./a-page.ts";
import { anInvitation } from "../../support/builders/builders.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

interface Reading {
  /** The language that the invitation was sent in. */
  readonly recipient?: string | null;
  readonly chosen?: string;
  readonly browser?: string;
  readonly isFrozen?: boolean;
  readonly token?: string;
  readonly issue?: typeof issue;
}

/** The answer to a reader, by GET or by posting a form. */
async function read(reading: Reading, routeKey = "GET /i/{link}", form?: Record<string, string>) {
  const { recipient = null, chosen, browser, isFrozen = false, token = link } = reading;
  const invitation = anInvitation({ status: "pending", issue: reading.issue ?? issue });
  const customer = { ...invitation.terms.customer, locale: recipient };
  const { request } = aPage([
    { ...partner, frozen: isFrozen },
    invitationItem({ ...invitation, terms: { ...invitation.terms, customer } }),
  ]);
  const query = chosen === undefined ? undefined : { lang: chosen };
  return request(routeKey, token, form, query, browser === undefined ? undefined : { "accept-language": browser });
}
const languageOf = (text: string): string => /<html lang="(\w\w)"/.exec(text)?.[1] ?? "";

test.each([
  ["what the reader chose", { chosen: "fr", recipient: "de", browser: "it" }, "fr"],
  ["the invitation's", { recipient: "de", browser: "it" }, "de"],
  ["the browser's", { browser: "pt, es-MX;q=0.7, en;q=0.2" }, "es"],
  ["English", {}, "en"],
  ["the next, when that chosen is none of ours", { chosen: "xx", recipient: "it" }, "it"],
  ["the browser's, for a link that is not genuine", { token: "nothing", browser: "de-AT" }, "de"],
] satisfies [string, Reading, string][])("a page's language is %s", async (_, reading, language) => {
  expect(languageOf((await read(reading)).text)).toBe(language);
});

describe("the page of an older link", () => {
  test.each([
    ["replaced", null],
    ["handedOver", 2],
  ] as const)("speaks the invitation's language: %s", async (kind, handOverVersion) => {
    const newer = { ...issue, linkVersion: 2, handOverVersion };
    const { status, text } = await read({ recipient: "it", browser: "de", issue: newer });
    expect([status, languageOf(text)]).toEqual([410, "it"]);
    expect(text.replaceAll("&#39;", "'")).toContain((await loadPageTexts("it"))[kind].title);
  });

  test("speaks another where the reader chose it", async () => {
    const reading = { recipient: "it", chosen: "fr", issue: { ...issue, linkVersion: 2 } };
    expect(languageOf((await read(reading)).text)).toBe("fr");
  });
});

describe.each(locales)("an answer in %s", (locale) => {
  const decision = "POST /i/{link}/decision";
  const reading = { recipient: "en", chosen: locale };

  test("that has faults comes back with all of them in that language", async () => {
    const { faults } = await loadPageTexts(locale);
    const form = { decision: "accept", permission: "nothing", duration: "P999D", offer: issue.offerDigest };
    const { status, text } = await read(reading, decision, form);
    expect([status, languageOf(text)]).toEqual([422, locale]);
    const shown = text.replaceAll("&#39;", "'");
    for (const code of ["not-asked", "duration-longer", "name-missing", "agreement-missing"] as const)
      expect(shown).toContain(faults[code]);
  });

  test("leads back to the page in that language", async () => {
    const form = { decision: "decline", offer: issue.offerDigest };
    const { status, headers } = await read(reading, decision, form);
    expect([status, headers["location"]]).toEqual([303, `/i/${link}?lang=${locale}`]);
  });

  test("to another offer is refused in that language", async () => {
    const { problems } = await loadPageTexts(locale);
    const form = { decision: "decline", offer: `sha256:${"0".repeat(64)}` };
    const { status, text } = await read(reading, decision, form);
    expect([status, languageOf(text)]).toEqual([422, locale]);
    expect(text.replaceAll("&#39;", "'")).toContain(problems["offer-changed"].text);
  });

  test("to a frozen partner shows the hold in the invitation's language", async () => {
    const { problems } = await loadPageTexts(locale);
    const { status, text } = await read({ recipient: locale, browser: "en", isFrozen: true });
    expect([status, languageOf(text)]).toEqual([403, locale]);
    expect(text.replaceAll("&#39;", "'")).toContain(problems["partner-frozen"].title);
  });
});

test("every fault that customers can cause has a text, and every text has a fault that is raised", () => {
  const root = join(import.meta.dirname, "../../..");
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const texts = ["serve-offer", "serve-portal"].flatMap((page) =>
    Object.keys((JSON.parse(read(`functions/${page}/texts/en.json`)) as { readonly faults: object }).faults),
  );
  const ofCustomers = new Set(Object.keys(faultCodes)).difference(new Set(Object.keys(programFaults)));
  // The page itself chooses this text for a name that is unfit.
  expect(new Set(texts)).toEqual(ofCustomers.union(new Set(["name-unfit"])));
  const sources = globSync("{shared,functions/serve-offer,functions/serve-portal}/**/*.ts", { cwd: root })
    .filter((path) => !/fault-code|openapi|texts/.test(path))
    .map(read)
    .join("\n");
  expect(texts.filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
});
