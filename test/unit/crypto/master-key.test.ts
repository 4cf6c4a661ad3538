import { describe, expect, test, vi } from "vitest";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { digestOf, offerDigest } from "../../../shared/crypto/digests.ts";
import { parseMasterKey } from "../../../shared/crypto/master-key.ts";
import { addressPseudonym, personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { isId } from "../../../shared/kernel/ids.ts";
import { anOffer, ids } from "../../support/builders/builders.ts";
import { aMasterKey, generations } from "../../support/builders/a-master-key.ts";

const key = aMasterKey();

describe("the master key", () => {
  test.each([
    ["nothing", ""],
    ["no JSON", "secret"],
    ["no object", "[]"],
    ["no current generation named", JSON.stringify({ lasting: "1", "1": generations["1"] })],
    ["a current generation that is missing", JSON.stringify({ current: "2", lasting: "1", "1": generations["1"] })],
    ["no lasting generation named", JSON.stringify({ current: "1", "1": generations["1"] })],
    ["a lasting generation that is missing", JSON.stringify({ current: "1", lasting: "0", "1": generations["1"] })],
    ["no generation at all", JSON.stringify({ current: "current", lasting: "lasting" })],
    ["a generation too short to be a secret", JSON.stringify({ current: "1", lasting: "1", "1": "x".repeat(31) })],
    ["a generation whose id breaks links", JSON.stringify({ current: "a.b", lasting: "a.b", "a.b": generations["1"] })],
    [
      "one id that breaks links beside others that do not",
      JSON.stringify({ current: "1", lasting: "1", "1": generations["1"], "a.b": generations["2"] }),
    ],
    ["a generation that is no text", JSON.stringify({ current: "1", lasting: "1", "1": 12345 })],
  ])("with %s does not serve", (_, secret) => {
    expect(() => parseMasterKey(secret)).toThrow();
  });

  test("keeps its lasting generation in any order, and names a missing generation", () => {
    const unknown = vi.fn();
    const more = JSON.stringify({ current: "0", lasting: "1", "0": generations["2"], "1": generations["1"] });
    const parsed = parseMasterKey(more, unknown);
    expect(parsed.deriveLasting("address").export()).toEqual(key.deriveLasting("address").export());
    expect(unknown).not.toHaveBeenCalled();
    expect(parsed.derive("link", "2")).toBeNull();
    expect(unknown).toHaveBeenCalledOnce();
  });

  test("derives a key of 256 bits for each purpose and generation, no two alike", () => {
    const both = aMasterKey("2", ["1", "2"]);
    const derived = (["link", "code", "address"] as const).flatMap((purpose) =>
      ["1", "2"].map((kid) => both.derive(purpose, kid)?.export()),
    );
    for (const one of derived) expect(one).toHaveLength(32);
    expect(new Set(derived.map((one) => one?.toString("hex"))).size).toBe(6);
    expect(both.derive("link", "3")).toBeNull();
    expect(both.derive("link", "1")?.export()).toEqual(key.derive("link", "1")?.export());
  });
});

describe("a code", () => {
  const numbers = { invitationId: ids.invitation, linkVersion: 1, number: 1, kid: "1" };

  test("is eight digits, the same for the same numbers", () => {
    const codes = Array.from({ length: 2000 }, (_, number) => codeFor({ ...numbers, number }, key));
    for (const code of codes) expect(code).toMatch(/^\d{8}$/);
    expect(codes.some((code) => code?.startsWith("0"))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1950);
    expect(codeFor(numbers, aMasterKey())).toBe(codes[1]);
  });

  test("depends on each of its numbers", () => {
    const both = aMasterKey("2", ["1", "2"]);
    const others = [
      { ...numbers, invitationId: ids.invitation.replace("1JD", "1JE") },
      { ...numbers, linkVersion: 2 },
      { ...numbers, number: 2 },
      { ...numbers, kid: "2" },
    ].map((one) => codeFor(one, both));
    expect(new Set([codeFor(numbers, both), ...others]).size).toBe(5);
  });

  test("cannot be made once its generation is gone", () => {
    expect(codeFor(numbers, aMasterKey("2"))).toBeNull();
  });
});

describe("a pseudonym", () => {
  const address = "it@contoso.example";

  test("has the form of an id, and does not contain its text", () => {
    expect(isId("address", personPseudonym(address, ids.partner, key))).toBe(true);
    expect(addressPseudonym(address, key)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(personPseudonym(address, ids.partner, key)).not.toContain(addressPseudonym(address, key));
  });

  test("differs by text, reader and deployment, so that two partners cannot match people", () => {
    const all = [
      addressPseudonym(address, key),
      addressPseudonym("at@contoso.example", key),
      addressPseudonym(address, aMasterKey("2")),
      personPseudonym(address, ids.partner, key).slice(4),
      personPseudonym(address, ids.customer, key).slice(4),
    ];
    expect(new Set(all).size).toBe(5);
  });

  test("is not changed by later generations", () => {
    for (const rotated of [aMasterKey("2", ["1", "2"]), aMasterKey("3", ["3", "2", "1"])]) {
      expect(addressPseudonym(address, rotated)).toBe(addressPseudonym(address, key));
      expect(personPseudonym(address, ids.partner, rotated)).toBe(personPseudonym(address, ids.partner, key));
    }
  });
});

describe("a digest", () => {
  test("is SHA-256 over canonical JSON (RFC 8785)", () => {
    // printf '{"a":[1,"é"],"b":0.000001}' | sha256sum
    const known = "04e75010146ec73c7b487a1b3b0c711ae1d0bbccd8c08fe9fd8f6ea0f4359cc4";
    expect(digestOf({ b: 1e-6, a: [1, "é"] })).toBe(known);
  });

  test("does not depend on the order of members, at any depth, but on that of lists", () => {
    expect(digestOf({ a: { x: 1, y: 2 }, b: 3 })).toBe(digestOf({ b: 3, a: { y: 2, x: 1 } }));
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: "1" }));
  });

  test("of an offer changes with every member of it", () => {
    const offer = anOffer();
    const digests = Object.keys(offer).map((member) => offerDigest({ ...offer, [member]: "another" }));
    expect(new Set([offerDigest(offer), ...digests]).size).toBe(digests.length + 1);
    expect(offerDigest(offer)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
