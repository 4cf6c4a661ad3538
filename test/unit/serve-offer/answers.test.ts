import { afterEach, describe, expect, test, vi } from "vitest";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { anInvitation, anIssue, anOffer, ids } from "../../support/builders/builders.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { itemsOf } from "../../support/table/scripted-table.ts";
import { aPage, decision, issue, link, partner, yes } from "./a-page.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const accepted = invitationItem(anInvitation({ status: "accepted", issue }));
/** An acceptance of everything, equal to the stored one. */
const all = [
  ...Object.entries(yes).filter(([field]) => field !== "permission" && field !== "duration"),
  ...issue.offer.permissions.map((permission) => ["permission", permission] as const),
];

describe("an answer", () => {
  test("that accepts is written, and redirects to the page", async () => {
    const { request, transactions } = aPage();
    expect(await request(decision, link, yes)).toMatchObject({ status: 303, headers: { location: `/i/${link}` } });
    expect(itemsOf(transactions)[0]).toMatchObject({
      ...{ status: "accepted", relationshipId: ids.relationship },
      decision: {
        granted: ["users.admin"],
        duration: "P90D",
        partial: true,
        by: { name: "Ada", email: "it@contoso.example", title: null },
      },
    });
  });

  test("makes its language the administrator's: the page's, else the one it was asked in", async () => {
    for (const [query, locale] of [
      [{ lang: "de" }, "de"],
      [{}, "en"],
    ] as const) {
      const { request, transactions } = aPage();
      await request(decision, link, yes, query);
      const [customer] = itemsOf(transactions).filter(({ entity }) => entity === "customer");
      expect(customer).toMatchObject({ administrators: [{ email: "it@contoso.example", locale }] });
    }
  });

  test("that declines is written with its reason", async () => {
    const { request, transactions } = aPage();
    const no = { decision: "decline", offer: issue.offerDigest, reason: "not now" };
    expect((await request(decision, link, no)).status).toBe(303);
    expect(itemsOf(transactions)[0]).toMatchObject({
      status: "declined",
      decision: { reason: "not now", by: { name: null } },
    });
  });

  test("with faults comes back with all of them by their fields, and what was typed", async () => {
    const { request, transactions } = aPage();
    const { status, text } = await request(decision, link, {
      ...yes,
      name: "",
      agreement: "",
      duration: "P999D",
      title: `"><b>boss`,
    });
    expect(status).toBe(422);
    for (const fault of ["Enter your full name.", "Tick the box to agree to the agreement.", "no longer than"])
      expect(text).toContain(fault);
    expect(text).toContain("&lt;b&gt;boss");
    expect(text).not.toContain("<b>boss");
    expect(transactions).toEqual([]);
  });

  test("without what the cloud requires has one fault, which names it", async () => {
    const offer = anOffer({ ...issue.offer, cloud: "germany", permissions: ["directory.admin", "office365.admin"] });
    const strict = anInvitation({ status: "pending", cloud: "germany", issue: anIssue({ offer }) });
    const { request } = aPage([partner, invitationItem(strict)]);
    const none = { ...yes, decision: "accept-none", offer: anIssue({ offer }).offerDigest, duration: "P90D" };
    const { status, text } = await request(decision, link, none);
    expect(status).toBe(422);
    expect(text.match(/<li><a href="#permission">/g)).toHaveLength(1);
    expect(text).toContain("cannot be refused: Directory administrator and Office 365 administrator.");
  });

  test.each(["\u200B", "\u3164\u2060", "\u00AD"])("signed with an invisible name is refused: %j", async (name) => {
    const { request, transactions } = aPage();
    const { status, text } = await request(decision, link, { ...yes, name });
    expect([status, transactions]).toEqual([422, []]);
    expect(text).toContain("Enter your full name.");
  });

  test("without a decision is asked for one", async () => {
    const { status, text } = await aPage().request(decision, link, { ...yes, decision: "maybe" });
    expect(status).toBe(422);
    expect(text).toContain("Choose whether to accept or decline.");
  });

  test("with an unknown field decides nothing, and shows the fault", async () => {
    for (const route of [decision, "POST /i/{link}/code", "POST /i/{link}/hand-over"]) {
      const { request, transactions } = aPage();
      const { status, text } = await request(route, link, { ...yes, permissions: "x" });
      expect([status, transactions]).toEqual([422, []]);
      expect(text).toContain("The form contained something that this page does not know.");
    }
  });

  test("with a duration that is empty is no longer one", async () => {
    const { request, transactions } = aPage();
    const { status, text } = await request(decision, link, { ...yes, duration: "" });
    expect([status, transactions]).toEqual([422, []]);
    expect(text).toContain(`<a href="#duration">Choose how long they get the permissions for.</a>`);
  });

  test.each([
    ["decline", true],
    ["report", false],
  ] as const)(
    "that is to %s, after the other kind of refusal, is not recorded, and the page shows that",
    async (no, isReported) => {
      const denied = invitationItem({ ...anInvitation({ status: "declined", issue }), isReported });
      const { request, transactions } = aPage([partner, denied]);
      const { status, text } = await request(decision, link, { decision: no, offer: issue.offerDigest });
      expect([status, transactions]).toEqual([409, []]);
      expect(text).toContain("Your answer was not recorded");
      expect((await request(decision, link, { decision: isReported ? "report" : "decline" })).status).toBe(303);
    },
  );

  test("given again changes nothing and answers the same", async () => {
    const { request, transactions } = aPage([partner, accepted]);
    expect((await request(decision, link, all)).status).toBe(303);
    expect(transactions).toEqual([]);
  });

  test.each([
    ["less", [...Object.entries({ ...yes, duration: issue.offer.duration })]],
    ["nothing", [...all, ["decision", "accept-none"] as const].filter(([, said]) => said !== "accept")],
    ["a shorter time", [...all, ["duration", "P90D"] as const]],
  ])("that grants %s than an earlier one is not recorded, and the page shows that", async (_, other) => {
    const { request, transactions } = aPage([partner, accepted]);
    const { status, text } = await request(decision, link, other);
    expect([status, transactions]).toEqual([409, []]);
    expect(text).toContain("Your answer was not recorded");
  });
});
