import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { outcomePage } from "../../../functions/serve-offer/view-outcome.ts";
import { notePage } from "../../../shared/pages/page.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import type { OutcomePageModel } from "../../../functions/serve-offer/page-models.ts";

const texts = await loadPageTexts("en");
const setting = { locale: "en", operatorName: "Fabrikam Cloud", link: "a-link" } as const;
const pageOf = (
  outcome: OutcomePageModel["outcome"],
  displayName = "Contoso Partner",
  named: Partial<OutcomePageModel> = {},
) => {
  const partner = { displayName, contact: "hello@contoso-partner.example" };
  return outcomePage({ ...setting, stopPath: "/u/token", isLate: false, partner, outcome, ...named }, texts);
};
const accepted = {
  kind: "accepted",
  granted: ["users.admin", "retired.admin"],
  refused: [],
  autoExtend: false,
  acceptedScope: "whole",
  relationship: "reseller",
  isRestoration: false,
  hasEnded: false,
  endsAt: "2027-11-22T10:00:00.000Z",
  decidedAt: "2026-11-22T10:00:00.000Z",
  by: { name: "Ada Lovelace", title: "CTO", email: "it@contoso.example" },
  agreement: currentAgreement,
} as const;
const expired = { kind: "expired", askedAt: null, isOnHold: false } as const;

describe("the page after an answer", () => {
  test("names what was granted and until when", () => {
    const markup = pageOf(accepted);
    for (const text of [
      "You accepted the request",
      "User administrator",
      "retired.admin",
      "22 November 2027",
      "22 November 2026",
    ])
      expect(markup).toContain(text);
  });

  test("names of each permission of a live relationship what changed and until when", () => {
    const changes = [
      { permission: "users.admin", change: "longer", endsAt: "2027-11-22T10:00:00.000Z" },
      { permission: "helpdesk", change: "unchanged", endsAt: "2028-01-01T10:00:00.000Z" },
    ] as const;
    const granted = changes.map(({ permission }) => permission);
    const $ = load(pageOf({ ...accepted, granted, changes, isRestoration: true }));
    const said = $("main li")
      .get()
      .map((entry) => $(entry).text());
    expect(said).toEqual([
      "User administrator: longer, until 22 November 2027",
      "Help desk: unchanged, until 1 January 2028",
    ]);
    expect($("main").text()).not.toContain("Granted until");
  });

  test("names who accepted, when and under which agreement, and where the confirmation was sent", () => {
    const $ = load(pageOf(accepted));
    const facts = $(".done dt")
      .get()
      .map((term) => [$(term).text(), $(term).next().text()]);
    expect(facts).toEqual([
      ["Accepted by", "Ada Lovelace, CTO, it@contoso.example"],
      ["On", "22 November 2026 at 10:00 UTC"],
      ["Agreement", `${currentAgreement.title}, version ${currentAgreement.version}`],
    ]);
    expect($("time").attr("datetime")).toBe("2026-11-22T10:00:00.000Z");
    expect($("main").text()).toContain("We sent this confirmation to it@contoso.example.");
    const erased = pageOf({ ...accepted, by: { name: null, title: null, email: null }, agreement: null });
    expect(erased).not.toMatch(/Accepted by|Agreement<|We sent this/);
  });

  test("offers a way back after a decline, with the partner's contact", () => {
    const text = (named: Partial<OutcomePageModel> = {}) =>
      load(pageOf({ kind: "declined" }, undefined, named))("main").text();
    expect(text()).toContain(
      "Declined by mistake? Ask Contoso Partner to send the request again (hello@contoso-partner.example).",
    );
    expect(pageOf({ kind: "declined" })).toContain(`href="mailto:hello@contoso-partner.example"`);
    const partner = { displayName: "Contoso Partner", contact: null };
    expect(text({ partner })).toContain("Ask Contoso Partner to send the request again.");
    expect(pageOf({ kind: "reported" })).not.toContain("by mistake");
  });

  test("offers to stop the partner's requests where the customer may not want them, and never speaks of reminders", () => {
    for (const kind of ["declined", "reported"] as const)
      expect(pageOf({ kind })).toMatch(/<a href="\/u\/token\?lang=en"\s*>Take no more requests from Contoso Partner/);
    expect(pageOf(expired)).toContain("/u/token");
    for (const outcome of [
      accepted,
      ...(["cancelled", "relationship-ended", "addressee-left"] as const).map((kind) => ({ kind })),
    ])
      expect(pageOf(outcome)).not.toMatch(/\/u\/token|eminders/);
  });

  test("shows when only a part or nothing was granted", () => {
    expect(pageOf({ ...accepted, acceptedScope: "part" })).toContain("You accepted part of the request");
    const bare = pageOf({ ...accepted, acceptedScope: "withoutPermissions", granted: [], endsAt: null });
    expect(bare).toContain("You accepted the request from Contoso Partner without admin permissions</h1>");
    expect(bare).toContain("You did not grant any admin permissions");
  });

  test("shows whether permissions renew automatically, and what was not granted", () => {
    const extending = pageOf({ ...accepted, autoExtend: true, refused: ["directory.admin"] });
    expect(extending).toContain("Granted until 22 November 2027. Then renewed automatically for 180 days at a time");
    expect(extending).toMatch(/What you did not grant<\/h2>\s*<ul>\s*<li>Directory administrator/);
    expect(pageOf(accepted)).toContain("Granted until 22 November 2027. Not renewed automatically.");
    expect(pageOf(accepted)).not.toContain("did not grant");
  });

  test("shows the partner's role, new or continued", () => {
    expect(pageOf(accepted)).toContain("Contoso Partner is now your reseller.");
    expect(pageOf({ ...accepted, relationship: "advisor" })).toContain("Contoso Partner is now your advisor.");
    const restored = pageOf({ ...accepted, isRestoration: true });
    expect(restored).toContain("Contoso Partner is still your reseller.");
    expect(restored).not.toContain("is now");
  });

  test("of a terminated relationship shows its end and the record, and no permissions", () => {
    const ended = pageOf({ ...accepted, hasEnded: true });
    expect(ended).toContain("This relationship has since ended");
    expect(ended).not.toMatch(/your reseller|What happens next|You can remove/);
    for (const text of ["User administrator", "/i/a-link/receipt", "/portal"]) expect(ended).toContain(text);
    expect(ended).not.toMatch(/Granted until|class="brief done"/);
    expect(pageOf(accepted)).not.toContain("has since ended");
  });

  test("differs by final status", () => {
    const kinds = ["declined", "reported", "cancelled", "relationship-ended", "addressee-left"] as const;
    const titles = [accepted, expired, ...kinds.map((kind) => ({ kind }))].map(
      (outcome) => /<h1>(.*?)<\/h1>/.exec(pageOf(outcome))?.[1],
    );
    expect(new Set(titles).size).toBe(7);
    expect(titles).not.toContain(undefined);
  });

  test("has nothing to press", () => {
    for (const markup of [
      pageOf(accepted),
      pageOf({ kind: "declined" }),
      pageOf({ ...expired, askedAt: "2026-12-23T10:00:00.000Z" }),
      notePage(setting, texts, texts.replaced),
      notePage(setting, texts, texts.unknown),
    ])
      expect(markup).not.toMatch(/<form|<button/);
  });

  test("lets a customer ask for a new link after the end, once", () => {
    expect(pageOf(expired)).toMatch(/<form method="post" action="\/i\/a-link\/new-link\?lang=en"/);
    const asked = pageOf({ ...expired, askedAt: "2026-12-23T10:00:00.000Z" });
    expect(asked).toContain("23 December 2026");
    expect(asked).not.toContain("you can ask for a new link");
  });

  test("does not offer a new link of a partner that is on hold", () => {
    const markup = pageOf({ ...expired, isOnHold: true });
    expect(markup).toContain("are on hold while Fabrikam Cloud reviews them");
    expect(markup).not.toContain("<form");
  });

  test("shows that a late answer was not recorded", () => {
    for (const outcome of [accepted, { kind: "declined" }] as const) {
      expect(pageOf(outcome)).not.toContain("was not recorded");
      expect(pageOf(outcome, undefined, { isLate: true })).toContain("Your answer was not recorded");
    }
  });

  test("escapes the partner's name", () => {
    expect(pageOf(accepted, "<b>\u202E")).not.toMatch(/<b>|\u202E/);
    expect(pageOf({ kind: "declined" }, "<b>")).toContain("&lt;b&gt;");
  });
});
