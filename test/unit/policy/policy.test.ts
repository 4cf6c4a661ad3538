import { describe, expect, test } from "vitest";
import { policyPresets, type ProofOfMailbox } from "../../../shared/names.ts";
import { clouds } from "../../../shared/policy/clouds.ts";
import { policyOf, portalAway } from "../../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../../shared/policy/policy-settings.ts";
import { anInvitation, anIssue } from "../../support/builders/builders.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const lastMoment = "2018-10-31T23:59:59.999Z";
const boundary = "2018-11-01T00:00:00.000Z";

describe("the preset partner-center-2018", () => {
  test.each([
    ["public", lastMoment, "Office Admin Portal"],
    ["public", boundary, "Microsoft Store for Business"],
    ["germany", lastMoment, "Office Admin Portal"],
    ["germany", boundary, "Office Admin Portal"],
    ["us-government", lastMoment, "Office Admin Portal"],
    ["us-government", boundary, "Office Admin Portal"],
  ])("lets customers of %s decide on an invitation issued at %s in the %s", (cloud, issuedAt, name) => {
    expect(someRules({ preset: "partner-center-2018" }).portalOf(cloud, issuedAt).name).toBe(name);
  });

  test("has both portals, served by Rapport", () => {
    expect(someRules({ preset: "partner-center-2018" }).portals).toEqual([
      { id: "office-admin-portal", name: "Office Admin Portal", kind: "hosted" },
      { id: "microsoft-store-for-business", name: "Microsoft Store for Business", kind: "hosted" },
    ]);
  });
});

describe("the preset default", () => {
  test.each(clouds.flatMap(({ id }) => [lastMoment, boundary].map((issuedAt) => [id, issuedAt])))(
    "lets customers of %s decide on an invitation issued at %s on Rapport's own page",
    (cloud, issuedAt) => {
      expect(someRules().portalOf(cloud, issuedAt)).toEqual({ id: "rapport", name: "Rapport", kind: "hosted" });
    },
  );

  test("applies by default", () => {
    expect(parsePolicySettings("{}")).toEqual({
      preset: "default",
      proofOfMailbox: "hand-sent",
      clouds: ["public", "germany", "us-government"],
      externalPortals: {},
      reportsToFreeze: 3,
      wrongCodesToFreeze: 200,
      quotas: { openInvitations: 50_000, perDay: 5_000, perAddressPerDay: 5 },
      administratorCoolOff: "P7D",
    });
  });
});

test.each(Object.keys(policyPresets) as (keyof typeof policyPresets)[])(
  "the preset %s asks in each cloud for the permissions that are required there",
  (preset) => {
    const policy = someRules({ preset });
    expect(policy.terms("public").requiredPermissions).toEqual([]);
    for (const cloud of ["germany", "us-government"])
      expect(policy.terms(cloud).requiredPermissions).toEqual(["directory.admin", "office365.admin"]);
    for (const { id } of clouds)
      expect(policy.terms(id).defaultPermissions).toEqual(["directory.admin", "office365.admin"]);
    expect(() => policy.terms("mars")).toThrow("There is no cloud mars.");
  },
);

describe("proof of mailbox", () => {
  const low = ["billing.read"];
  const high = ["billing.read", "directory.admin"];
  test.each<[ProofOfMailbox, "email" | "self", string[], boolean]>([
    ["hand-sent", "self", low, true],
    ["hand-sent", "email", high, false],
    ["high-risk", "self", low, true],
    ["high-risk", "email", high, true],
    ["high-risk", "email", low, false],
    ["high-risk", "email", [], false],
    ["always", "self", [], true],
    ["always", "email", [], true],
  ])("as %s, sent by %s with %j: needed is %s", (proofOfMailbox, mode, permissions, needed) => {
    expect(someRules({ proofOfMailbox }).needsCode({ mode, permissions })).toBe(needed);
  });
});

describe("a portal", () => {
  const externalPortals = { "office-admin-portal": "https://office.example/accept?tenant=1" };

  test("is external where the operator gives an address, and only there", () => {
    const policy = someRules({ preset: "partner-center-2018", externalPortals });
    expect(policy.portal("office-admin-portal")).toEqual({
      ...{ id: "office-admin-portal", name: "Office Admin Portal", kind: "external" },
      url: externalPortals["office-admin-portal"],
    });
    expect(policy.portal("microsoft-store-for-business")?.kind).toBe("hosted");
    expect(policy.portal("rapport")).toBeUndefined();
  });

  test("that the preset does not have any more leaves the decision to Rapport's own page", () => {
    const sent = anInvitation({ status: "pending", issue: anIssue({ portal: "office-admin-portal" }) });
    expect(portalAway(sent, someRules({ preset: "partner-center-2018", externalPortals }))?.id).toBe(
      "office-admin-portal",
    );
    expect(portalAway(sent, someRules())).toBeNull();
    expect(portalAway(anInvitation({ status: "draft" }), someRules())).toBeNull();
  });

  test("that no preset has is refused at start", () => {
    expect(() => someRules({ externalPortals })).toThrow(
      "externalPortals.office-admin-portal must be a portal of the preset default",
    );
  });

  test.each([
    "https://portal.example",
    "https://portal.example/a?b=c",
    "http://localhost:8080/x",
    "http://127.0.0.1:1",
  ])("may be at %s", (url) => {
    expect(someRules({ externalPortals: { rapport: url } }).portal("rapport")).toMatchObject({ url });
  });

  test.each([
    ...["http://portal.example", "javascript:alert(1)", "//portal.example", "/relative", "", "https://"],
    ...["http://localhost.evil.example", "http://127.0.0.1.evil.example", "ftp://localhost", "data:text/html,x"],
    ...["https://user:pass@portal.example", "https://portal.example/#here", "http://localhost@evil.example"],
  ])("may not be at %j", (url) => {
    expect(() => someRules({ externalPortals: { rapport: url } })).toThrow("externalPortals.rapport must be");
  });
});

test("settings that cannot be used are refused at start, each by its name", () => {
  const read = (settings: object) => () => policyOf(parsePolicySettings(JSON.stringify(settings)));
  expect(read({ preset: "partner-center-2019" })).toThrow("preset ");
  expect(read({ proofOfMailbox: "never", reportsToFreeze: 0 })).toThrow(/proofOfMailbox .*; reportsToFreeze /);
  expect(read({ quotas: { perDay: 1.5 } })).toThrow("quotas.perDay ");
  expect(read({ colour: "blue" })).toThrow("settings ");
  expect(read({ quotas: { perDay: 7 } })().quotas).toEqual({
    openInvitations: 50_000,
    perDay: 7,
    perAddressPerDay: 5,
  });
});
