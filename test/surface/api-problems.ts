import { request, succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn, type Conditions } from "../../infra/local/actors/caller.ts";
import { accepting, asked, inviting, type Scene } from "./scene.ts";

type Refused = () => Promise<Answer>;

/** A problem document of each kind that programs meet, with its words and its headers. */
export async function apiProblems(scene: Scene): Promise<void> {
  const { folder, step } = scene;
  const all = { ...bodies(scene), ...(await invitations(scene)), ...(await users(scene)), ...(await rest(scene)) };
  for (const [name, refused] of Object.entries(all)) {
    await step();
    const answer = await refused();
    if (answer.refusal === null) throw new Error(`${name}: ${answer.request} was to be refused, and was not.`);
    folder.answer(`problems/${answer.refusal}/${name.replaceAll(/[ ,]+/g, "-")}.txt`, answer);
  }
  await faults(scene);
}

const unknown = "inv_00000000000000000000000000";
const json = { headers: { "content-type": "application/json" } };

/** What is wrong with a request whatever it asks for. */
function bodies({ partner, url }: Scene): Record<string, Refused> {
  const post = (body: unknown, conditions: Conditions = json): Promise<Answer> =>
    partner().call("POST", "/v1/invitations", body, conditions);
  return {
    "no body": () => post({}),
    "unknown fields": () => post({ customer: { email: "x", age: 7 }, duration: "P1Y", surprise: true }),
    "no JSON": () => post("{"),
    "another type": () => post("<a/>", { headers: { "content-type": "application/xml" } }),
    "too large": () => post(JSON.stringify({ notes: "x".repeat(70_000) })),
    "another role": () => partner("contoso-partner", "auditor").call("POST", "/v1/invitations", {}),
    "no such invitation": () => partner().read(unknown),
    "no such method": () => request("PUT", `${url}/v1/openapi.json`),
    "unknown parameter": () => partner().call("GET", `/v1/invitations/${unknown}?surprise=1`),
    "a condition that nobody compares": () => partner().addUser({}, { ifMatch: '"x"' }),
    "no signature": () => request("GET", `${url}/v1/callbacks/offer?link=x`),
  };
}

async function invitations(scene: Scene): Promise<Record<string, Refused>> {
  const { partner, operator, user } = scene;
  const invite = inviting(scene, partner());
  const open = await invite("it@api.example");
  const ask = (body: object, key?: string): Promise<Answer> =>
    partner().create(
      { customer: { email: "it@api.example" }, permissions: asked, send: "email", ...body },
      key ? { key } : {},
    );
  const draft = idIn(await ask({ send: undefined, customer: { email: "it@draft.example" } }));
  const accepted = await invite("it@connected.example");
  await accepting(scene, partner())(accepted);
  await invite("bounce+api@simulator.amazonses.com");
  const admin = { email: "admin@frozen.example" };
  const frozen = idIn(await operator.register({ displayName: "Proseware", admin }));
  succeeded(await operator.freeze(frozen));
  succeeded(await ask({ customer: { email: "it@key.example" } }, "a-key"));
  const bySelf = idIn(await ask({ customer: { email: "it@self.example" }, send: "self" }));
  for (let more = 0; more < 4; more += 1) {
    const id = idIn(await ask({ customer: { email: "it@often.example" }, relationship: "advisor" }));
    succeeded(await partner().cancel(id));
  }
  idIn(await ask({ customer: { email: "it@often.example" }, relationship: "advisor" }));
  const message = { subject: "Hello", text: "No link" };
  const bounced = { email: "bounce+api@simulator.amazonses.com" };
  return {
    "a message without the link": () => ask({ message }),
    "no permissions where some are required": () =>
      partner("fabrikam-partner").create({ customer: { email: "a@b.example" }, permissions: ["users.admin"] }),
    "a permission that is not known": () => ask({ permissions: ["nonsense"] }),
    "an open one": () => ask({}),
    "a relationship that is there": () => ask({ customer: { email: "it@connected.example" } }),
    "an address without mail": () => ask({ customer: bounced, relationship: "advisor" }),
    "sent before": () => partner().send(open.id),
    "receipt of an open one": () => partner().receipt(open.id),
    "draft of one that is mailed": () => partner().draft(open.id),
    "without If-Match": () => partner().call("PATCH", `/v1/invitations/${draft}`, { duration: "P30D" }),
    "with an old If-Match": () => partner().edit(draft, { duration: "P30D" }, { ifMatch: '"old"' }),
    "a key of something else": () => ask({ customer: { email: "it@other.example" } }, "a-key"),
    "by a frozen partner": () =>
      user(admin.email).create({ customer: { email: "a@b.example" }, send: "email", permissions: asked }),
    "own user": () => ask({ customer: { email: "sales@contoso-partner.example" } }),
    "too often to an address": () => ask({ customer: { email: "it@often.example" } }),
    "draft whose links were taken back": async () => {
      const { headers } = succeeded(await partner().profile());
      const ifMatch = headers.get("etag") ?? "";
      succeeded(await partner().call("POST", "/v1/partner/revoke-links", {}, { ifMatch }));
      return partner().draft(bySelf);
    },
  };
}

async function users({ partner, step }: Scene): Promise<Record<string, Refused>> {
  const { json: list } = succeeded(await partner().users());
  const idOf = (email: string): string =>
    (list["items"] as { readonly id: string; readonly email: string }[]).find((one) => one.email === email)?.id ?? "";
  await step();
  return {
    "one that is there": () => partner().addUser({ email: "sales@contoso-partner.example", role: "sales" }),
    "one who has signed in": () =>
      partner().call("POST", `/v1/users/${idOf("sales@contoso-partner.example")}/resend`, {}),
    "the last admin": () => partner().removeUser(idOf("admin@contoso-partner.example"), { ifMatch: "*" }),
  };
}

async function rest(scene: Scene): Promise<Record<string, Refused>> {
  const { partner, operator, customer, step } = scene;
  const first = await inviting(scene, partner())("it@recovered.example");
  const { customerId } = await accepting(scene, partner())(first);
  const again = await inviting(scene, partner())("it@narrow.example");
  succeeded(await customer.acceptWithoutPermissions(again.link));
  await step();
  const recover = (email: string): Promise<Answer> =>
    operator.call("POST", `/v1/operator/customers/${customerId}/administrators`, { email, reason: "Nobody is left." });
  succeeded(await recover("one@recovered.example"));
  const notifications = Array.from({ length: 11 }, (_, at) => `news-${at}@contoso-partner.example`);
  return {
    "a recovery that is there": () => recover("two@recovered.example"),
    "too many addresses": () => partner().changeProfile({ notifications }),
    "too many templates": async () => {
      for (let number = 0; ; number += 1) {
        const answer = await partner().call("POST", "/v1/templates", { name: `Template ${number}` });
        if (answer.refusal !== null || number > 200) return answer;
      }
    },
  };
}

/** What a fault of ours looks like to programs, and a service that is too busy. */
async function faults({ partner, folder, control, step }: Scene): Promise<void> {
  const errors = { internal: "ValidationException", unavailable: "ProvisionedThroughputExceededException" };
  for (const [name, error] of Object.entries(errors)) {
    const caller = "serve-invitations";
    for (const operation of ["GetItem", "BatchGetItem", "Query"])
      await control.call("POST", "faults", { service: "dynamodb", operation, error, caller, times: 1000 });
    folder.answer(`problems/${name}/by-a-fault.txt`, await partner().read(unknown));
    await control.call("DELETE", "faults");
    await step();
  }
}
