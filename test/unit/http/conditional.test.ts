import { describe, expect, test } from "vitest";
import { assertAtVersion } from "../../../shared/commands/expected-version.ts";
import { conditional, etagOf, expectedVersions } from "../../../shared/http/conditional.ts";
import { idempotencyClaim, replayedHeader } from "../../../shared/http/idempotency.ts";
import type { HttpRequest } from "../../../shared/http/request.ts";
import { ids } from "../../support/builders.ts";
import { refusalOf } from "../../support/refusals.ts";

const aRequest = (headers: Record<string, string>, named: Partial<HttpRequest> = {}): HttpRequest => ({
  ...{ routeKey: "POST /v1/invitations", method: "POST", path: "/v1/invitations", parameters: {}, query: {} },
  ...{ headers, cookies: {}, body: {}, correlationId: "c-1", timeLeft: () => Infinity },
  caller: { id: "user-1", email: "", role: "admin", partnerId: ids.partner },
  ...named,
});

describe("a read", () => {
  const etag = etagOf({ version: 3, status: "pending" });
  const read = (known: Record<string, string>) =>
    conditional(aRequest(known), etag, { status: 200, body: { a: 1 }, headers: { "x-other": "1" } });

  test("tells its version and what it is", () => {
    expect(etag).toBe(`"3-pending"`);
    expect(read({})).toEqual({ status: 200, body: { a: 1 }, headers: { "x-other": "1", etag } });
  });

  test.each([etag, `W/${etag}`, `"1-draft", ${etag}`, `"1-draft",W/${etag} , "x"`, "*"])(
    "of who knows it (%s) is 304 without a body",
    (known) => {
      expect(read({ "if-none-match": known })).toEqual({ status: 304, headers: { "x-other": "1", etag } });
    },
  );

  test.each([`"3-expired"`, `"2-pending"`, "3-pending", "", ","])("of who knows another (%j) is whole", (known) => {
    expect(read({ "if-none-match": known }).status).toBe(200);
  });
});

describe("a change", () => {
  const against = (header: Record<string, string>) => () =>
    assertAtVersion({ version: 3 }, expectedVersions(aRequest(header)));

  test.each([`"3-pending"`, `"3-any-thing"`, `"1-draft", "3-pending"`, `W/"1-draft", "3-pending"`, " * "])(
    "made for %s passes",
    (tags) => {
      expect(against({ "if-match": tags })).not.toThrow();
    },
  );

  test.each([
    ...[`"2-pending"`, `"30-pending"`, `"1-draft", "2-draft"`, "3", `"x"`, `"-3-pending"`, `"3.0-x"`, "null"],
    ...[`W/"3-pending"`, `"3-"`, `"3-pending`, `3-pending"`, `"03-pending"`, `"3-pending"x`, `"3-PENDING"`, `*, "2-x"`],
  ])("made for %s is stale", (tags) => {
    expect(refusalOf(against({ "if-match": tags })).kind).toBe("stale");
  });

  test.each<[string, Record<string, string>]>([
    ["without If-Match", {}],
    ["with an empty one", { "if-match": " , " }],
  ])("%s is asked for one", (_, headers) => {
    expect(refusalOf(against(headers)).kind).toBe("precondition-required");
  });
});

describe("an Idempotency-Key", () => {
  const claim = (key: string, named: Partial<HttpRequest> = {}) =>
    idempotencyClaim(aRequest({ "idempotency-key": key }, named));

  test("that is not sent claims nothing", () => {
    expect(idempotencyClaim(aRequest({}))).toBeNull();
  });

  test("claims for this partner, route and body", () => {
    expect(claim("key")).toMatchObject({ partnerId: ids.partner, route: "POST /v1/invitations", key: "key" });
    expect(claim("key", { path: "/v1/invitations/inv_1/send" })?.route).toBe("POST /v1/invitations/inv_1/send");
    expect(claim("key", { body: { a: 1, b: 2 } })).toEqual(claim("key", { body: { b: 2, a: 1 } }));
    expect(claim("key", { body: { a: 1 } })?.bodyHash).not.toBe(claim("key", { body: { a: 2 } })?.bodyHash);
    expect(JSON.stringify(claim("key", { body: { email: "ada@contoso.example" } }))).not.toContain("ada");
  });

  test("of the operator claims for the operator", () => {
    expect(claim("k", { caller: { id: "op", email: "", role: "operator", partnerId: "" } })?.partnerId).toBe(
      "operator",
    );
  });

  test.each(["x", "x".repeat(255), "!~"])("of visible characters is taken: %s", (key) => {
    expect(claim(key)?.key).toBe(key);
  });

  test.each(["", " ", "a b", "x".repeat(256), "é", "a\nb"])("of anything else is refused: %j", (key) => {
    expect(refusalOf(() => claim(key))).toMatchObject({
      kind: "validation",
      faults: [{ pointer: "/headers/idempotency-key" }],
    });
  });

  test("tells an earlier answer apart", () => {
    expect(replayedHeader(true)).toEqual({ "idempotency-replayed": "true" });
    expect(replayedHeader(false)).toEqual({});
  });
});
