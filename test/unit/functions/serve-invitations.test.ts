import { describe, expect, test } from "vitest";
import { listQuery } from "../../../shared/invitation/requests.ts";
import { parse } from "../../../shared/schema/parse.ts";
import { refusalOf } from "../../support/refusals.ts";

describe("the filters of the list of invitations", () => {
  test("take one value, or several separated by commas", () => {
    expect(parse(listQuery, { status: "draft" })).toMatchObject({ status: ["draft"] });
    expect(parse(listQuery, { status: "pending,expired", delivery: "bounced,undelivered,none" })).toMatchObject({
      status: ["pending", "expired"],
      delivery: ["bounced", "undelivered", "none"],
    });
  });

  test("take dates or instants, and refuse an end before the start", () => {
    expect(parse(listQuery, { from: "2027-06-01", to: "2027-06-01T12:00:00Z" })).toMatchObject({
      from: "2027-06-01T00:00:00.000Z",
      to: "2027-06-01T12:00:00.000Z",
    });
    const { faults } = refusalOf(() => parse(listQuery, { from: "2027-06-02", to: "2027-06-01" }));
    expect(faults).toEqual([{ pointer: "/from", code: "after-end", message: "Must not be later than `to`." }]);
  });

  test.each([
    ["status", "sent", ["/status/0"]],
    ["status", "draft,nothing,pending,", ["/status/1", "/status/3"]],
    ["status", "", ["/status/0"]],
    ["delivery", "draft", ["/delivery/0"]],
    ["delivery", "bounced, delivered", ["/delivery/1"]],
    ["relationship", "friend", ["/relationship"]],
    ["createdBy", "a b", ["/createdBy"]],
    ["from", "2027-02-29", ["/from"]],
    ["to", "yesterday", ["/to"]],
    ["delivery", Array.from({ length: 11 }, () => "bounced").join(","), ["/delivery"]],
  ])("refuse an unknown value of %s: %j", (name, value, pointers) => {
    const { faults } = refusalOf(() => parse(listQuery, { [name]: value }));
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
