import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signLink, verifyLink } from "../../../shared/crypto/links.ts";
import { sameText } from "../../../shared/crypto/signed-token.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";

const key = aMasterKey();
const numbers = { invitationId: ids.invitation, version: 3, epoch: 12 };
const token = signLink(numbers, key);

/** A token that is right in everything but what is named, under a mac of its own. */
function forged(
  { id = ids.invitation as string, version = "3", epoch = "12", kid = "1" },
  prefix = "link\0",
  derived = key.derive("link", "1")!,
): string {
  const signed = `${id}.${version}.${epoch}.${kid}`;
  return `${signed}.${createHmac("sha256", derived)
    .update(prefix + signed)
    .digest("base64url")}`;
}

describe("a link's token", () => {
  test("is the id, the numbers, the key's generation and 256 bits", () => {
    expect(token).toMatch(/^inv_01JD0000000000000000000001\.3\.12\.1\.[\w-]{43}$/);
    expect(signLink(numbers, aMasterKey())).toBe(token);
  });

  test("made by hand as documented is genuine", () => {
    expect(forged({})).toBe(token);
    expect(verifyLink(forged({ version: "999999999" }), key)).toEqual({ ...numbers, version: 999_999_999 });
  });

  test("reads back as the numbers it was made of", () => {
    expect(verifyLink(token, key)).toEqual(numbers);
  });

  test("is refused when any one character is changed", () => {
    for (let at = 0; at < token.length; at++) {
      for (const other of ["0", "1", "A", "a", ".", "-", "=", "é"].filter((one) => one !== token[at])) {
        expect(verifyLink(token.slice(0, at) + other + token.slice(at + 1), key), `${other} at ${at}`).toBeNull();
      }
    }
  });

  test("is refused when it is cut, lengthened or wrapped", () => {
    for (let length = 0; length < token.length; length++) expect(verifyLink(token.slice(0, length), key)).toBeNull();
    for (const text of [
      `${token}=`,
      `${token}A`,
      ` ${token}`,
      `${token}.`,
      `.${token}`,
      encodeURIComponent(`${token}\n`),
    ])
      expect(verifyLink(text, key)).toBeNull();
  });

  test.each<[string, Parameters<typeof forged>]>([
    ["an id of another kind", [{ id: ids.partner }]],
    ["a malformed id", [{ id: "inv_1" }]],
    ["a version of nothing", [{ version: "0" }]],
    ["a version with a leading zero", [{ version: "03" }]],
    ["a signed version", [{ version: "+3" }]],
    ["a version in hex", [{ version: "0x3" }]],
    ["a version in other digits", [{ version: "٣" }]],
    ["a version with a fraction", [{ version: "3e1" }]],
    ["a number that no number holds", [{ version: "9".repeat(30) }]],
    ["a huge epoch", [{ epoch: "1000000000" }]],
    ["no epoch", [{ epoch: "" }]],
    ["a key that is not known", [{ kid: "9" }]],
    ["a key by an inherited name", [{ kid: "constructor" }]],
    ["the secret's own member for a key", [{ kid: "current" }]],
    ["another purpose's words", [{}, "unsubscribe\0"]],
    ["no purpose", [{}, ""]],
    ["the code's key", [{}, "link\0", key.derive("code", "1") ?? undefined]],
    ["the addresses' key", [{}, "link\0", key.derive("address", "1") ?? undefined]],
    ["another deployment's key", [{}, "link\0", aMasterKey("2").derive("link", "2") ?? undefined]],
  ])("with %s is refused, though its MAC is right", (_, made) => {
    expect(verifyLink(forged(...made), key)).toBeNull();
  });

  test("of 64 KB is refused without a MAC computation", () => {
    const asked: string[] = [];
    const watched: MasterKey = {
      ...key,
      derive: (purpose, kid) => {
        asked.push(kid);
        return key.derive(purpose, kid);
      },
    };
    for (const text of [
      ".".repeat(65_536),
      "x".repeat(65_536),
      `${token}${"A".repeat(65_536)}`,
      forged({ kid: "1".repeat(65_536) }),
    ])
      expect(verifyLink(text, watched)).toBeNull();
    expect(asked).toEqual([]);
    expect(verifyLink(token, watched)).toEqual(numbers);
    expect(asked).toEqual(["1"]);
  });
});

describe("a new generation of the key", () => {
  const rotated = aMasterKey("2", ["1", "2"]);

  test("signs, while the retired one still verifies", () => {
    expect(verifyLink(token, rotated)).toEqual(numbers);
    expect(signLink(numbers, rotated)).toMatch(/\.2\.[\w-]{43}$/);
    expect(verifyLink(signLink(numbers, rotated), rotated)).toEqual(numbers);
  });

  test("ends the links of one that was removed", () => {
    expect(verifyLink(token, aMasterKey("2", ["2"]))).toBeNull();
  });

  test("does not let a mac of one pass for the other's", () => {
    expect(verifyLink(signLink(numbers, rotated).replace(".2.", ".1."), rotated)).toBeNull();
  });
});

test.each([
  ["", "", true],
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["abc", "ab", false],
  ["é", "e", false],
])("%j and %j are the same text: %s", (a, b, same) => {
  expect(sameText(a, b)).toBe(same);
});
