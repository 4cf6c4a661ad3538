import { describe, expect, test } from "vitest";
import { assertAtVersion } from "../../../shared/transaction/expected-version.ts";
import { invitationBody } from "../../../functions/serve-invitations/view.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { noNotes } from "../../../shared/invitation/rules/notes.ts";
import { conditional, expectedVersions, versionsIfSent } from "../../../shared/http/conditional.ts";
import { etagOf, readAnswer } from "../../../shared/http/etag.ts";
import { idempotencyClaim, replayedHeader } from "../../../shared/http/idempotency.ts";
import type { HttpRequest } from "../../../shared/http/request.ts";
import { aDelivery, anInvitation, ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const aRequest = (headers: Record<string, string>, named: Partial<HttpRequest> = {}): HttpRequest => ({
  ...{ routeKey: "POST /v1/invitations", method: "POST", path: "/v1/invitations", parameters: {}, query: {} },
  ...{ headers, cookies: {}, body: {}, correlationId: "c-1", timeLeft: () => Infinity },
  caller: { id: "user-1", email: "", role: "admin", partnerId: ids.partner },
  ...named,
});

describe("an ETag", () => {
  const reading = {
    ...invitationBody(readInvitation(anInvitation({ status: "pending" }), aDelivery(), now), {
      ...noNotes(ids.invitation),
      reference: "ticket 42",
      notes: "Call first",
      tags: ["spring", "vip"],
    }),
    decision: { outcome: "accepted", granted: ["helpdesk"], by: { name: "Ada", title: null } },
  };

  test("changes with every field of a reading, changed alone", () => {
    const tag = etagOf(reading, 3, 2);
    const others = everyChange(reading).map((changed) => etagOf(changed as object, 3, 2));
    expect(others.length).toBeGreaterThan(50);
    expect(new Set([tag, ...others]).size).toBe(others.length + 1);
  });

  test("is the same for the same reading", () => {
    expect(etagOf(structuredClone(reading), 3, 2)).toBe(etagOf(reading, 3, 2));
  });

  test("is strong, and of one form for all", () => {
    expect(etagOf(reading, 3, 0)).toMatch(/^"3\.0-[\w-]{22}"$/);
    expect(etagOf(reading, 3)).toMatch(/^"3-[\w-]{22}"$/);
    expect(etagOf("a text")).toMatch(/^"[\w-]{22}"$/);
  });
});

/** A value with one of its members changed, or taken away, for each member at any depth. */
function everyChange(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const changed = items.flatMap((item, at) => everyChange(item).map((other) => items.with(at, other)));
    return [...changed, [...items, "x"]];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, member]) =>
      everyChange(member).map((changed) => ({ ...value, [name]: changed })),
    );
  }
  return [typeof value === "number" ? value + 1 : `${String(value)}, changed`];
}

describe("a read", () => {
  const etag = etagOf({ a: 1 }, 3);
  const other = etagOf({ a: 2 }, 3);
  const read = (known: Record<string, string>) =>
    conditional(aRequest(known), etag, { status: 200, body: { a: 1 }, headers: { "x-other": "1" } });

  test("has an ETag", () => {
    expect(read({})).toEqual({ status: 200, body: { a: 1 }, headers: { "x-other": "1", etag } });
    expect(readAnswer(aRequest({}), { a: 1 }, 3)).toEqual({ status: 200, body: { a: 1 }, headers: { etag } });
  });

  test.each([etag, `W/${etag}`, `${other}, ${etag}`, `${other},W/${etag} , "x"`, "*"])(
    "of who knows it (%s) is 304 without a body",
    (known) => {
      expect(read({ "if-none-match": known })).toEqual({ status: 304, headers: { "x-other": "1", etag } });
    },
  );

  test.each([other, etagOf({ a: 1 }, 4), etag.slice(1, -1), `"3-pending"`, "", ","])(
    "of who knows another (%j) is whole",
    (known) => {
      expect(read({ "if-none-match": known }).status).toBe(200);
    },
  );
});

describe("a change", () => {
  const against = (header: Record<string, string>) => () =>
    assertAtVersion({ version: 3 }, expectedVersions(aRequest(header)));
  const tag = (...versions: number[]) => etagOf({ read: "then" }, ...versions);

  test.each([tag(3), tag(3, 9), etagOf("shown otherwise", 3), `${tag(1)}, ${tag(3)}`, `W/${tag(1)}, ${tag(3)}`, " * "])(
    "made for %s passes",
    (tags) => {
      expect(against({ "if-match": tags })).not.toThrow();
    },
  );

  test.each([
    ...[tag(2), tag(30), `${tag(1)}, ${tag(2)}`, tag(2, 3), tag(), "3", `"x"`, `"3"`, `"3-pending"`, "null"],
    ...[`W/${tag(3)}`, tag(3).slice(1), tag(3).slice(0, -1), tag(3).replace("3", "03"), `${tag(3)}x`, `*, ${tag(2)}`],
  ])("made for %s is stale", (tags) => {
    expect(refusalOf(against({ "if-match": tags })).kind).toBe("stale");
  });

  test("compares the version of the part that it writes", () => {
    const notes = (tags: string) => () =>
      assertAtVersion({ version: 9 }, expectedVersions(aRequest({ "if-match": tags }), 1));
    expect(notes(tag(3, 9))).not.toThrow();
    for (const other of [tag(9, 3), tag(9)]) expect(refusalOf(notes(other)).kind).toBe("stale");
  });

  test.each<[string, Record<string, string>]>([
    ["without If-Match", {}],
    ["with an empty one", { "if-match": " , " }],
  ])("%s is asked for one", (_, headers) => {
    expect(refusalOf(against(headers)).kind).toBe("precondition-required");
  });

  test("that may come without If-Match passes without, and is held to one that is sent", () => {
    const act = (header: Record<string, string>) => () =>
      assertAtVersion({ version: 3 }, versionsIfSent(aRequest(header)));
    expect(act({})).not.toThrow();
    for (const tags of ["*", tag(3)]) expect(act({ "if-match": tags })).not.toThrow();
    for (const tags of [tag(2), "", "nonsense", `W/${tag(3)}`]) {
      expect(refusalOf(act({ "if-match": tags })).kind).toBe("stale");
    }
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

  test("marks a replayed answer", () => {
    expect(replayedHeader(true)).toEqual({ "idempotency-replayed": "true" });
    expect(replayedHeader(false)).toEqual({});
  });
});
