import { afterEach, describe, expect, test, vi } from "vitest";
import type { Invitation } from "../../../shared/invitation/model.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { anInvitation, anIssue } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { aPage as pageOf, issue as anIssueOfToday, link, partner } from "./a-page.ts";
import { someRules } from "../../support/builders/some-rules.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const issue = anIssue({ offer: anIssueOfToday.offer, portal: "office-admin-portal" });
const pending = anInvitation({ status: "pending", issue });
const preset = "partner-center-2018";
const rulesAt = (url: string) => someRules({ preset, externalPortals: { "office-admin-portal": url } });
const away = rulesAt("https://office.example/accept?tenant=a%26b&link=mine");
const aForm = { decision: "accept", name: "Ada", agreement: "on", offer: issue.offerDigest };

interface Setting {
  readonly policy?: Policy;
  readonly invitation?: Invitation;
  readonly profile?: RawItem;
  readonly at?: string;
}

function aPage({ policy = away, invitation = pending, profile = partner, at = now }: Setting = {}) {
  const { request, ...scripted } = pageOf([profile, invitationItem(invitation)], at, policy);
  const ask = (
    routeKey: string,
    token = link,
    query: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => request(routeKey, token, routeKey.startsWith("POST") ? aForm : undefined, query, headers);
  return { ...scripted, request: ask };
}

describe("an open invitation of an external portal", () => {
  test.each(["GET", "HEAD"])("redirects uncached to the portal's own address with the token (%s)", async (method) => {
    const { request, transactions } = aPage();
    const { status, headers, text } = await request(`${method} /i/{link}`);
    expect([status, text]).toEqual([303, ""]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    const location = new URL(String(headers["location"]));
    expect(location.origin + location.pathname).toBe("https://office.example/accept");
    expect([...location.searchParams]).toEqual([
      ["tenant", "a&b"],
      ["link", link],
    ]);
    expect(transactions).toEqual([]);
  });

  test("leads nowhere but where the operator's settings say", async () => {
    const { headers } = await aPage().request(
      "GET /i/{link}",
      link,
      { url: "https://evil.example", lang: "//evil.example", link: "https://evil.example" },
      { host: "evil.example", "x-forwarded-host": "evil.example", referer: "https://evil.example" },
    );
    expect(new URL(String(headers["location"])).host).toBe("office.example");
  });

  test.each(["decision", "code", "hand-over"])(
    "is not decided on Rapport's page: POST %s leads back to it",
    async (act) => {
      const { request, transactions, puts } = aPage();
      const { status, headers } = await request(`POST /i/{link}/${act}`);
      expect([status, headers["location"]]).toEqual([303, `/i/${link}`]);
      expect([...transactions, ...puts]).toEqual([]);
    },
  );

  test("is not seen on Rapport's page", async () => {
    const { request, transactions } = aPage();
    expect((await request("POST /i/{link}/seen")).status).toBe(204);
    expect(transactions).toEqual([]);
  });
});

describe("Rapport's own page stays", () => {
  test.each([
    ["what is accepted", aPage({ invitation: anInvitation({ status: "accepted", issue }) })],
    ["what is declined", aPage({ invitation: anInvitation({ status: "declined", issue }) })],
    ["what is over", aPage({ at: later({ days: 30 }) })],
  ])("for %s", async (_, { request }) => {
    const { status, text } = await request("GET /i/{link}");
    expect(status).toBe(200);
    expect(text).toContain("<h1>");
  });

  test("for links that are replaced or unknown, and for a partner on hold", async () => {
    const rotated = anInvitation({ status: "pending", issue: { ...issue, linkVersion: 2 } });
    expect((await aPage({ invitation: rotated }).request("GET /i/{link}")).status).toBe(410);
    expect((await aPage().request("GET /i/{link}", "x")).status).toBe(404);
    expect((await aPage({ profile: { ...partner, frozen: true } }).request("GET /i/{link}")).status).toBe(403);
  });

  test("for an external portal that is no longer set", async () => {
    const { request } = aPage({ policy: someRules() });
    expect((await request("GET /i/{link}")).status).toBe(200);
    expect((await request("POST /i/{link}/decision")).status).toBe(303);
  });
});

describe("a hosted portal's page", () => {
  test.each([
    ["office-admin-portal", "Office Admin Portal"],
    ["microsoft-store-for-business", "Microsoft Store for Business"],
  ])("of %s shows the name %s, open or answered", async (portal, name) => {
    for (const status of ["pending", "accepted"] as const) {
      const invitation = anInvitation({ status, issue: { ...issue, portal } });
      const { text } = await aPage({ policy: someRules({ preset }), invitation }).request("GET /i/{link}");
      expect(text).toContain(`<strong>${name}</strong>`);
      expect(text).toMatch(new RegExp(`<title>[^<]* – ${name}, Fabrikam Cloud</title>`));
    }
  });
});
