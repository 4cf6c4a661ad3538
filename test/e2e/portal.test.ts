import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { cookieOf } from "../../infra/local/actors/administrator.ts";
import { fieldOn, type Fields } from "../../infra/local/actors/pages.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
/** Asks for a link, and reads it in the mail. */
const signInLink = async (email: string, typed: Fields = {}): Promise<string> => {
  expect((await stack().administrator.askForLink(email, typed)).status).toBe(200);
  return stack().administrator.signInLink(email);
};

/** Everything of an answer by which one could be told from another. */
const essence = ({ status, headers, text }: Answer): object => ({
  status,
  text: text.replace(/urn:rapport:request:\w+/g, ""),
  headers: [...headers].filter(([name]) => !["date", "apigw-requestid", "x-correlation-id"].includes(name)),
});

describe("signing in", () => {
  it("shows the same page for every address, and mails only an administrator", async () => {
    const { email } = await stack().partner().connect();
    const before = stack().local.mails.length;
    const ask = (address: string) =>
      stack().ask(null, "POST", "/portal/sign-in", { body: new URLSearchParams({ email: address }) });
    const answers: Answer[] = [];
    for (const address of [email, "nobody@nowhere.example", "no@mail@address"]) answers.push(await ask(address));
    for (const answer of answers) expect(essence(answer)).toEqual(essence(answers[0]!));
    expect(answers[0]?.status).toBe(200);
    await stack().local.idle();
    expect(stack().local.mails.slice(before)).toMatchObject([{ to: [email] }]);
    expect((await ask("")).status).toBe(422);
  });

  it("(C19) changes nothing when a scanner opens the link, and works once when a person presses the button", async () => {
    const { email } = await stack().partner().connect();
    const link = await signInLink(email);
    const before = await stack().scan();
    const look = (method: string) => stack().ask(null, method, link, { headers: { "sec-purpose": "prefetch" } });
    const [page, head] = [await look("GET"), await look("HEAD")];
    for (let time = 0; time < 3; time++) await Promise.all([look("GET"), look("HEAD")]);
    expect(await stack().scan()).toEqual(before);
    expect([page.status, head.status, head.text]).toEqual([200, 200, ""]);
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.getSetCookie()).toEqual([]);

    const press = (fields = {}) => stack().ask(null, "POST", link, { body: new URLSearchParams(fields) });
    const secret = fieldOn(page.text, "secret") ?? "";
    // The same button, as whoever presses it twice, and the link in other hands.
    const presses = await Promise.all([press({ secret }), press({ secret }), press({ secret })]);
    expect(presses.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(presses.map(cookieOf)).size).toBe(1);
    for (const fields of [{}, { secret: "x".repeat(43) }]) expect((await press(fields)).status).toBe(404);
    const opened = presses[0];
    expect(opened.headers.getSetCookie()[0]).toMatch(
      /^__Host-rapport-portal=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(opened.headers.get("location")).toBe("/portal?lang=en");
  });

  it("gives one identical answer for every link that does not work, and a newer link leaves an older one valid", async () => {
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

describe("(E35, E40) a customer in the portal", () => {
  it("removes one permission, then all, renews, downloads the receipt, and ends the relationship", async () => {
    const permissions = ["users.admin", "licenses.admin"];
    const { email, relationshipId: id, id: invitationId } = await stack().partner().connect({ permissions });
    await stack().local.advance("P2D");
    const session = await stack().administrator.signIn(email);
    const page = `/portal/relationships/${id}`;
    const asked = await session.get(`${page}/remove?permission=users.admin`);
    expect(asked.text).toContain("Remove “User administrator” from Contoso Partner?");
    expect((await session.get(page)).text).not.toContain("Removed");

    const removed = await session.post(`${page}/remove?permission=users.admin&lang=en`);
    expect([removed.status, removed.headers.get("location")]).toEqual([303, `${page}?lang=en&done=removed`]);
    expect((await session.get(`${page}?lang=en&done=removed`)).text).toContain("The permission was removed.");
    expect((await session.post(`${page}/renew`)).status).toBe(303);
    expect((await session.post(`${page}/remove`)).status).toBe(303);
    expect((await session.get(page)).text).toContain("remains responsible for your support");
    expect((await session.get(`${page}/remove?permission=nonsense`)).status).toBe(404);

    const receipt = await session.get(`${page}/receipts/${invitationId}`);
    expect(receipt.headers.get("content-type")).toBe("application/jose");
    expect(JSON.parse(Buffer.from(receipt.text.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      sub: id,
    });

    expect((await session.post(`${page}/end`, { reason: "x".repeat(501) })).status).toBe(422);
    expect((await session.post(`${page}/end`, { reason: "We have another partner." })).status).toBe(303);
    const ended = await session.get(page);
    expect(ended.text).toContain("This relationship has ended.");
    expect(ended.text).not.toContain("/end?");
    expect((await session.get("/portal")).text).toContain("Ended");
    await stack().local.idle();
    const types = stack()
      .published()
      .filter(({ detail }) => JSON.stringify(detail).includes(`"aggregate":"${id}"`))
      .map(({ detailType }) => detailType);
    expect(types.toSorted()).toEqual(
      [
        "RelationshipEstablished",
        "PermissionsRemoved",
        "PermissionsRenewed",
        "PermissionsRemoved",
        "RelationshipTerminated",
      ].toSorted(),
    );
  });
});

describe("another customer's", () => {
  const own = routes.filter(({ key }) => /\/portal\/(relationships|customers)\/{id}/.test(key));

  // Nothing that is tried changes anything, so all may be tried on the same two.
  const party = async () => {
    const [mine, theirs] = [await stack().partner().connect(), await stack().partner().connect()];
    const { json } = await stack().ask(contoso, "GET", "/v1/partner");
    return { mine, theirs, partnerId: String(json["id"]), session: await stack().administrator.signIn(mine.email) };
  };
  let parties: Awaited<ReturnType<typeof party>>;
  let before: unknown;
  beforeAll(async () => {
    parties = await party();
    before = await stack().scan();
  });

  it.each(own)("$key gets the same answer as an unknown one", async ({ key }) => {
    const [method = "", path = ""] = key.split(" ");
    const { mine, theirs, partnerId, session } = parties;
    const isCustomer = path.includes("/customers/");
    const ask = (id: string, invitation: string) => {
      const administrator = addressPseudonym(theirs.email, stack().masterKey);
      const named: Record<string, string> = { id, invitation, administrator, partnerId };
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
    if (path.includes("{invitation}")) {
      for (const other of [theirs.id, "x"]) expect(essence(await ask(mine.id, other))).toEqual(essence(unknown));
    }
  });

  it("relationships and customers are unchanged after all these requests", async () => {
    expect(await stack().scan()).toEqual(before);
  });
});
