import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callbackSecrets, secretText } from "../../../shared/crypto/callback-secrets.ts";
import { signWebhook, verifyWebhook } from "../../../shared/crypto/webhook-signatures.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { now } from "../../support/builders/fixed-clock.ts";

const { current: secret } = callbackSecrets("office-admin-portal", aMasterKey());
const { current: another } = callbackSecrets("rapport", aMasterKey());
const nowMs = Date.parse(now);
const seconds = Math.floor(nowMs / 1000);
const body = '{"link":"inv_1","name":"Ädä 🦊"}';
const headersOf = (named: { id?: string; timestamp?: string; signature?: string } = {}) => {
  const { id = "msg_1", timestamp = String(seconds) } = named;
  const signed = signWebhook({ id, timestamp: Number(timestamp), body }, secret);
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": named.signature ?? signed };
};
const verified = (headers: Record<string, string>, secrets = [secret], text = body) =>
  verifyWebhook(headers, text, secrets, nowMs);

beforeEach(() => void vi.useFakeTimers({ now: nowMs }));
afterEach(() => void vi.useRealTimers());

describe("the public Standard Webhooks library", () => {
  const library = new Webhook(secretText(secret));

  test("signs what we verify", () => {
    for (const text of [body, "inv_01.1.1.1.mac", "", "\u0000"]) {
      const signature = library.sign("msg_1", new Date(nowMs), text);
      expect(verified(headersOf({ signature }), [secret], text)).toBe("msg_1");
    }
  });

  test("verifies what we sign", () => {
    expect(library.verify(body, headersOf())).toEqual(JSON.parse(body));
    expect(() => library.verify(`${body} `, headersOf())).toThrow();
  });

  test.each([-301, -300, -299, 0, 299, 300, 301])(
    "accepts and refuses what we do where the clock is %i seconds off",
    (off) => {
      const headers = headersOf({ timestamp: String(seconds + off) });
      const judged = (() => {
        try {
          return library.verify(body, headers) !== undefined;
        } catch {
          return false;
        }
      })();
      expect(verified(headers) !== null).toBe(judged);
      expect(judged).toBe(Math.abs(off) <= 300);
    },
  );
});

describe("a signature", () => {
  const good = headersOf()["webhook-signature"];
  const changed = `v1,${Buffer.from("x".repeat(32)).toString("base64")}`;

  test.each([
    ["alone", good],
    ["after another's", `${changed} ${good}`],
    ["before another's", `${good} ${changed}`],
    ["among kinds that we do not know", `v1a,xyz ${good} v2,${good.slice(3)}`],
  ])("of a webhook is accepted %s", (_, signature) => {
    expect(verified(headersOf({ signature }))).toBe("msg_1");
  });

  test.each([
    ["that is missing", ""],
    ["of another secret", signWebhook({ id: "msg_1", timestamp: seconds, body }, another)],
    ["of another body", signWebhook({ id: "msg_1", timestamp: seconds, body: "{}" }, secret)],
    ["of another id", signWebhook({ id: "msg_2", timestamp: seconds, body }, secret)],
    ["of another moment", signWebhook({ id: "msg_1", timestamp: seconds - 1, body }, secret)],
    ["of another kind", good.replace("v1,", "v2,")],
    ["without a kind", good.slice(3)],
    ["cut short", good.slice(0, -1)],
    ["with commas between", `${changed},${good}`],
  ])("of a webhook is refused: one %s", (_, signature) => {
    expect(verified(headersOf({ signature }))).toBeNull();
  });

  test.each([
    ["no id", { "webhook-id": undefined }],
    ["an empty id", { "webhook-id": "" }],
    ["an id with a blank", { "webhook-id": "a b" }],
    ["an id without end", { "webhook-id": "x".repeat(256) }],
    ["no time", { "webhook-timestamp": undefined }],
    ["a time in words", { "webhook-timestamp": now }],
    ["a time with a fraction", { "webhook-timestamp": `${seconds}.0` }],
    ["a time spelt otherwise", { "webhook-timestamp": `0${seconds}` }],
    ["no signature", { "webhook-signature": undefined }],
  ])("of a webhook is refused beside %s", (_, replaced) => {
    const headers = Object.entries({ ...headersOf(), ...replaced }).filter(([, value]) => value !== undefined);
    expect(verified(Object.fromEntries(headers) as Record<string, string>)).toBeNull();
  });
});

describe("a portal's secrets", () => {
  const portal = "office-admin-portal";
  const rotated = callbackSecrets(portal, aMasterKey("2", ["1", "2"]));

  test("are 256 bits as Standard Webhooks writes them, of no other portal", () => {
    expect(secretText(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secret.equals(another)).toBe(false);
    expect(secret.equals(aMasterKey().derive("link", "1")!.export())).toBe(false);
  });

  test("change with the master key, and the old one counts as long as its generation is kept", () => {
    expect(rotated.current.equals(secret)).toBe(false);
    expect(rotated.previous.map(secretText)).toEqual([secretText(secret)]);
    const signed = headersOf();
    expect(verified(signed, [rotated.current, ...rotated.previous])).toBe("msg_1");
    expect(verified(signed, [rotated.current])).toBeNull();
    const { previous } = callbackSecrets(portal, aMasterKey("2"));
    expect(previous).toEqual([]);
  });

  test("both count in one header, as a portal sends it while it changes over", () => {
    const both = [secret, rotated.current].map((one) => signWebhook({ id: "msg_1", timestamp: seconds, body }, one));
    for (const known of [[secret], [rotated.current], [rotated.current, ...rotated.previous]])
      expect(verified(headersOf({ signature: both.join(" ") }), known)).toBe("msg_1");
  });
});
