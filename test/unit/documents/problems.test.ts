import { expect, test } from "vitest";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { internalProblem, problemOf } from "../../../shared/http/problems.ts";
import { problemFaults } from "../../support/contract/problem-documents.ts";

const faults = [{ pointer: "/email", code: "address-invalid" as const, message: "This is not a mail address." }];

test.each([
  ["with its faults", problemOf(new Refusal("validation", "It has faults.", { faults }), "c-1")],
  [
    "with its members",
    problemOf(new Refusal("open-invitation-exists", "It exists.", { invitationId: "inv_1" }), "c-1"),
  ],
  ["of ours", internalProblem("c-1")],
])("a problem %s matches the document", (_, problem) => {
  expect(problemFaults(problem)).toEqual([]);
});

const missing = problemOf(new Refusal("not-found", "It is not there."), "c-1");

test.each([
  ["of an unknown type", { ...missing, type: "/problems/unknown" }],
  ["of another status", { ...missing, status: 403 }],
  ["with a member that is not told", { ...missing, stack: "at x.ts" }],
  ["without its faults", problemOf(new Refusal("validation", "It has faults."), "c-1")],
  ["that names no request", { ...missing, instance: "/i/secret" }],
])("a problem %s is noticed", (_, problem) => {
  expect(problemFaults(problem)).not.toEqual([]);
});
