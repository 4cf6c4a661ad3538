import { expect, test } from "vitest";
import { acceptedScopeOf, refusedOf } from "../../shared/terms/accepted-scope.ts";
import { anInvitation, anIssue, anOffer } from "../support/builders/builders.ts";

const asked = ["users.admin", "directory.admin"];

test.each([
  ["all", asked, asked, false, "whole"],
  ["fewer permissions", asked, ["users.admin"], true, "part"],
  ["a shorter time", asked, asked, true, "part"],
  ["no permission", asked, [], true, "withoutPermissions"],
  ["a relationship for which none was asked", [], [], false, "whole"],
  ["the same, and a shorter time for nothing", [], [], true, "whole"],
] as const)("who accepts %s", (_, permissions, granted, partial, acceptedScope) => {
  const { decision, issue } = anInvitation({ status: "accepted", issue: anIssue({ offer: anOffer({ permissions }) }) });
  const accepted = { issue, decision: { ...decision, granted, partial } };
  expect(acceptedScopeOf(accepted)).toBe(acceptedScope);
  expect(refusedOf(accepted)).toEqual(permissions.filter((id) => !granted.some((one) => one === id)));
});
