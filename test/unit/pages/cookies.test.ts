import { describe, expect, test } from "vitest";
import { cookiesOf, forgottenCookie, hostCookie, hostCookieIn } from "../../../shared/pages/cookies.ts";

describe("cookies", () => {
  test.each([
    [undefined, {}],
    [["a=1", "b=2=3"], { a: "1", b: "2=3" }],
    [["a=1", "a=2"], { a: "1" }],
    [[" a = 1 ", "nonsense", ""], { a: "1" }],
    [["__Host-rapport-portalX", "__Host-rapport-portal=valid"], { "__Host-rapport-portal": "valid" }],
    [["=a", " = b", "="], {}],
    [["a="], { a: "" }],
    [["__proto__=x"], JSON.parse('{ "__proto__": "x" }')],
  ] as [readonly string[] | undefined, object][])(
    "of a request are read, the first of each name: %j",
    (listed, expected) => {
      expect(cookiesOf(listed)).toEqual(expected);
    },
  );

  test("of this host are kept from scripts, from other sites' posts and from plain HTTP", () => {
    const cookie = hostCookie("session", "s3cret");
    expect(cookie).toBe("__Host-session=s3cret; Path=/; Secure; HttpOnly; SameSite=Lax");
    expect(hostCookieIn(cookiesOf([cookie.split(";")[0] ?? ""]), "session")).toBe("s3cret");
    expect(hostCookieIn(cookiesOf(["session=forged"]), "session")).toBeNull();
    expect(forgottenCookie("session")).toMatch(/^__Host-session=; .*Max-Age=0$/);
  });
});
