import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { Answer } from "../../infra/local/actors/answers.ts";
import type { Fields } from "../../infra/local/actors/pages.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
/** Asks for a link, and reads it in the mail. */
const signInLink = async (email: string, typed: Fields = {}): Promise<string> => {
  expect((await stack().administrator.askForLink(email, typed)).status).toBe(200);
  return stack().administrator.signInLink(email);
};

/** Everything of an answer by which one could be told from another, but for the address that was typed. */
const essence = ({ status, headers, text }: Answer, typed = ""): object => ({
  status,
  text: text.replace(/urn:rapport:request:\w+/g, "").replaceAll(typed, ""),
  headers: [...headers].filter(([name]) => !["date", "apigw-requestid", "x-correlation-id"].includes(name)),
});

describe("signing in to the portal", () => {
  it("shows the same page for every address, and mails only an administrator", async () => {
    const { email } = await stack().partner().connect();
    const before = stack().local.mails.length;
    const ask = (address: string) =>
      stack().ask(null, "POST", "/portal/sign-in", { body: new URLSearchParams({ email: address }) });
    const known = await ask(email);
    expect(known.status).toBe(200);
    const unknown = "nobody@nowhere.example";
    expect(essence(await ask(unknown), unknown)).toEqual(essence(known, email));
    await stack().local.idle();
    expect(stack().local.mails.slice(before)).toMatchObject([{ to: [email] }]);
    for (const address of ["", "no@mail@address"]) expect((await ask(address)).status).toBe(422);
  });

  it("gives the same answer for every invalid link, and a newer link leaves an older one valid", async () => {
    const { email } = await stack().partner().connect();
    const older = await signInLink(email);
    const used = await signInLink(email);
    await stack().ask(null, "POST", used, { body: new URLSearchParams() });
    const [path = ""] = used.split("?");
    const over = await signInLink(email);
    expect((await stack().ask(null, "GET", older)).status).toBe(200);
    await stack().local.advance("PT15M");
    const forged = path.slice(0, -1) + (path.endsWith("A") ? "E" : "A");
    const dead = ["/portal/sign-in/x", "/portal/sign-in/....", forged, path.toLowerCase(), older, used, over];
    for (const method of ["GET", "POST", "HEAD"]) {
      const answers = await Promise.all(
        dead.map((one) => stack().ask(null, method, `${one.split("?")[0] ?? ""}?lang=en`)),
      );
      for (const answer of answers) expect(essence(answer)).toEqual(essence(answers[0]!));
      expect(answers[0]).toMatchObject({ status: 404 });
      expect(answers[0]?.text).not.toContain("cus_");
    }
  });
});

describe("an administrator's request for another customer", () => {
  const own = routes.filter(({ key }) => /\/portal\/(relationships|customers)\/{id}/.test(key));

  // Nothing that is tried changes anything, so all may be tried on the same two.
  const party = async () => {
    const [mine, theirs] = [await stack().partner().connect(), await stack().partner().connect()];
    const { json } = await stack().ask(contoso, "GET", "/v1/partner");
    const request = idIn(await stack().partner().openSupport(theirs.customerId));
    const session = await stack().administrator.signIn(mine.email);
    return { mine, theirs, partnerId: String(json["id"]), request, session };
  };
  let parties: Awaited<ReturnType<typeof party>>;
  let before: unknown;
  beforeAll(async () => {
    parties = await party();
    before = await stack().scan();
  });

  it.each(own)("is answered as for an unknown id: $key", async ({ key }) => {
    const [method = "", path = ""] = key.split(" ");
    const { mine, theirs, partnerId, request, session } = parties;
    const isCustomer = path.includes("/customers/");
    const ask = (id: string, invitation: string) => {
      const administrator = addressPseudonym(theirs.email, stack().masterKey);
      const named: Record<string, string> = { id, invitation, administrator, partnerId, request };
      const at = path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? "");
      return method === "POST" ? session.post(at) : session.get(at);
    };
    const unknown = await ask(
      `${isCustomer ? "cus" : "rel"}_01JD00000000000000000000ZZ`,
      "inv_01JD00000000000000000000ZZ",
    );
    expect(unknown.status).toBe(404);
    const foreign = isCustomer ? theirs.customerId : theirs.id;
    for (const id of [foreign, "x", "x".repeat(3_000), "\u00e9"]) {
      expect(essence(await ask(id, theirs.id)), id).toEqual(essence(unknown));
    }
    // An own customer does not open what is another's.
    if (path.includes("{request}")) expect(essence(await ask(mine.customerId, theirs.id))).toEqual(essence(unknown));
    if (path.includes("{invitation}")) {
      for (const other of [theirs.id, "x"]) expect(essence(await ask(mine.id, other))).toEqual(essence(unknown));
    }
  });

  it("changes no relationship and no customer", async () => {
    expect(await stack().scan()).toEqual(before);
  });
});
