import { describe, expect, test } from "vitest";
import { createBody } from "../../shared/invitation/requests.ts";
import { profileBody } from "../../shared/partner/requests.ts";
import { newTemplateBody } from "../../shared/templates/requests.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";

const pointersOf = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.kind).toBe("validation");
    return error.faults.map(({ pointer }) => pointer).toSorted();
  }
};

describe("terms whose form has faults", () => {
  test("are refused together with the faults of their messages", () => {
    const body = {
      customer: { email: "nobody" },
      permissions: ["directory.admin", "nope", "users.admin", 7],
      duration: "P0D",
      autoExtend: true,
      message: { subject: "{{link}}", text: "No link." },
      colour: "blue",
    };
    expect(pointersOf(() => parseTerms(createBody, body))).toEqual(
      [
        ...["/autoExtend", "/colour", "/customer/email", "/duration"],
        ...["/message/subject", "/message/text", "/permissions/1", "/permissions/3"],
      ].toSorted(),
    );
  });

  test("are refused together with purposes of permissions that are not asked, and of the wrong form", () => {
    const pointers = (purposes: unknown) =>
      pointersOf(() =>
        parseTerms(createBody, { customer: { email: "nobody" }, permissions: ["users.admin"], purposes }),
      );
    expect(pointers({ nope: "Why" })).toEqual(["/customer/email", "/purposes"]);
    expect(pointers({ "users.admin": "" })).toEqual(["/customer/email", "/purposes/users.admin"]);
    expect(pointers({ "users.admin": "x".repeat(201) })).toEqual(["/customer/email", "/purposes/users.admin"]);
    expect(pointers({ "users.admin": "<b>\u202E" })).toEqual(["/customer/email", "/purposes/users.admin"]);
    expect(pointers(["users.admin"])).toEqual(["/customer/email", "/purposes"]);
  });

  test("name each place once, by what is wrong with its form first", () => {
    const body = { name: "", permissions: ["x".repeat(101)], message: { subject: "s", text: "\u0000" } };
    expect(pointersOf(() => parseTerms(newTemplateBody, body))).toEqual(["/message/text", "/name", "/permissions/0"]);
  });

  test("are found in a partner's defaults", () => {
    const body = {
      displayName: "",
      defaults: { permissions: ["nope"], messages: { en: { subject: "s", text: "t" }, de: 1 } },
    };
    const pointers = pointersOf(() => parseTerms(profileBody, body));
    expect(pointers).toEqual([
      ...["/defaults/messages/de", "/defaults/messages/en/text", "/defaults/permissions/0", "/displayName"],
    ]);
  });

  test.each([null, 7, "text", [], { permissions: "all", message: [], defaults: 7 }])("may be %j", (body) => {
    expect(pointersOf(() => parseTerms(createBody, body)).length).toBeGreaterThan(0);
  });
});

test("purposes are lines without what cannot be seen, and null is none", () => {
  const body = { customer: { email: "it@contoso.example" }, purpose: " Why\u200B ", purposes: { "users.admin": null } };
  expect(parseTerms(createBody, body)).toMatchObject({ purpose: "Why", purposes: {} });
  const refused = (purpose: unknown) => pointersOf(() => parseTerms(createBody, { ...body, purpose }));
  expect([7, "", "x".repeat(501), "a\nb", "\u202E"].map(refused)).toEqual(Array(5).fill(["/purpose"]));
});

test("well-formed terms are read, even those that the rules refuse", () => {
  const body = { customer: { email: "it@contoso.example" }, permissions: ["nope"] };
  expect(parseTerms(createBody, body)).toMatchObject(body);
});
