import { describe, expect, test } from "vitest";
import { listQuery } from "../../../functions/serve-invitations/requests.ts";
import { parse } from "../../../shared/http/parse.ts";
import { refusalOf } from "../../support/refusals.ts";

describe("the filters of the list of invitations", () => {
  test("take one value or several, with commas between", () => {
    expect(parse(listQuery, { status: "draft" })).toMatchObject({ status: ["draft"] });
    expect(parse(listQuery, { status: "pending,expired", delivery: "bounced,undelivered,none" })).toMatchObject({
      status: ["pending", "expired"],
      delivery: ["bounced", "undelivered", "none"],
    });
  });

  test.each([
    ["status", "sent", ["/status/0"]],
    ["status", "draft,nothing,pending,", ["/status/1", "/status/3"]],
    ["status", "", ["/status/0"]],
    ["delivery", "draft", ["/delivery/0"]],
    ["delivery", "bounced, delivered", ["/delivery/1"]],
    ["delivery", Array.from({ length: 11 }, () => "bounced").join(","), ["/delivery"]],
  ])("refuse other values of %s: %j", (name, value, pointers) => {
    const { faults } = refusalOf(() => parse(listQuery, { [name]: value }));
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
