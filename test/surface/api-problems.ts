import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn, type Conditions } from "../../infra/local/actors/caller.ts";
import { asked, type Surface } from "./surface.ts";

type Refused = Readonly<Record<string, () => Promise<Answer>>>;

/** A problem document of each kind that programs meet, with its words and its headers. */
export async function apiProblems(surface: Surface): Promise<void> {
  const all = {
    ...bodies(surface),
    ...(await invitations(surface)),
    ...(await users(surface)),
    ...(await rest(surface)),
  };
  for (const [name, refused] of Object.entries(all)) {
    const answer = await refused();
    if (answer.refusal === null) throw new Error(`${name}: ${answer.request} was to be refused, and was not.`);
    surface.folder.answer(`problems/${answer.refusal}/${name.replaceAll(/[ ,]+/g, "-")}.txt`, answer);
  }
  await internalErrors(surface);
}

const unknown = "inv_00000000000000000000000000";
const json = { headers: { "content-type": "application/json" } };

/** What can be wrong with any request. */
function bodies({ partner, control }: Surface): Refused {
  const post = (body: unknown, conditions: Conditions = json): Promise<Answer> => partner().create(body, conditions);
  return {
    "no body": () => post({}),
    "unknown fields": () => post({ customer: { email: "x", age: 7 }, duration: "P1Y", surprise: true }),
    "no JSON": () => post("{"),
    "another type": () => post("<a/>", { headers: { "content-type": "application/xml" } }),
    "too large": () => post(JSON.stringify({ notes: "x".repeat(70_000) })),
    "another role": () => partner("contoso-partner", "auditor").create({}),
    "no such invitation": () => partner().read(unknown),
    "no such method": () => control.request("PUT", "/v1/openapi.json"),
    "unknown parameter": () => partner().call("GET", `/v1/invitations/${unknown}?surprise=1`),
    "a condition that nobody compares": () => partner().addUser({}, { ifMatch: '"x"' }),
    "no signature": () => control.request("GET", "/v1/callbacks/offer?link=x"),
  };
}

async function invitations({ partner, operator, user, invite, connect }: Surface): Promise<Refused> {
  const open = await invite("it@api.example");
  const ask = (body: object, conditions?: Conditions): Promise<Answer> =>
    partner().create({ customer: { email: "it@api.example" }, permissions: asked, send: "email", ...body }, conditions);
  const to = (email: string, more: object = {}) => ({ customer: { email }, ...more });
  const draft = idIn(await ask(to("it@draft.example", { send: undefined })));
  await connect("it@connected.example");
  const bounced = "bounce+api@simulator.amazonses.com";
  await invite(bounced);
  const admin = { email: "admin@frozen.example" };
  const frozen = idIn(await operator.register({ displayName: "Proseware", admin }));
  succeeded(await operator.freeze(frozen));
  succeeded(await ask(to("it@key.example"), { key: "a-key" }));
  const bySelf = idIn(await ask(to("it@self.example", { send: "self" })));
  const often = () => ask(to("it@often.example", { relationship: "advisor" }));
  for (let more = 0; more < 4; more += 1) succeeded(await partner().cancel(idIn(await often())));
  idIn(await often());
  return {
    "a message without the link": () => ask({ message: { subject: "Hello", text: "No link" } }),
    "no permissions where some are required": () =>
      partner("fabrikam-partner").create(to("a@b.example", { permissions: ["users.admin"] })),
    "a permission that is not known": () => ask({ permissions: ["nonsense"] }),
    "an open one": () => ask({}),
    "a relationship that is there": () => ask(to("it@connected.example")),
    "an address without mail": () => ask(to(bounced, { relationship: "advisor" })),
    "sent before": () => partner().send(open.id),
    "receipt of an open one": () => partner().receipt(open.id),
    "draft of one that is mailed": () => partner().draft(open.id),
    "without If-Match": () => partner().call("PATCH", `/v1/invitations/${draft}`, { duration: "P30D" }),
    "with an old If-Match": () => partner().edit(draft, { duration: "P30D" }, { ifMatch: '"old"' }),
    "a key of something else": () => ask(to("it@other.example"), { key: "a-key" }),
    "by a frozen partner": () => user(admin.email).create(to("a@b.example", { send: "email", permissions: asked })),
    "own user": () => ask(to("sales@contoso-partner.example")),
    "too often to an address": () => ask(to("it@often.example")),
    "draft whose links were taken back": async () => {
      succeeded(await partner().revokeLinks());
      return partner().draft(bySelf);
    },
  };
}

async function users({ partner }: Surface): Promise<Refused> {
  const { json: list } = succeeded(await partner().users());
  const idOf = (email: string): string =>
    (list["items"] as { readonly id: string; readonly email: string }[]).find((one) => one.email === email)?.id ?? "";
  return {
    "one that is there": () => partner().addUser({ email: "sales@contoso-partner.example", role: "sales" }),
    "one who has signed in": () =>
      partner().call("POST", `/v1/users/${idOf("sales@contoso-partner.example")}/resend`, {}),
    "the last admin": () => partner().removeUser(idOf("admin@contoso-partner.example"), { ifMatch: "*" }),
  };
}

async function rest({ partner, operator, customer, invite, connect }: Surface): Promise<Refused> {
  const { customerId } = await connect("it@recovered.example");
  const again = await invite("it@narrow.example");
  succeeded(await customer.acceptWithoutPermissions(again.link));
  succeeded(await operator.recover(customerId, "one@recovered.example"));
  const notifications = Array.from({ length: 11 }, (_, at) => `news-${at}@contoso-partner.example`);
  return {
    "a recovery that is there": () => operator.recover(customerId, "two@recovered.example"),
    "too many addresses": () => partner().changeProfile({ notifications }),
    "too many templates": async () => {
      for (let number = 0; ; number += 1) {
        const answer = await partner().call("POST", "/v1/templates", { name: `Template ${number}` });
        if (answer.refusal !== null || number > 200) return answer;
      }
    },
  };
}

/** The problem documents of an internal error, and of a service that is too busy. */
async function internalErrors({ partner, folder, control }: Surface): Promise<void> {
  const errors = { internal: "ValidationException", unavailable: "ProvisionedThroughputExceededException" };
  for (const [name, error] of Object.entries(errors)) {
    const caller = "serve-invitations";
    for (const operation of ["GetItem", "BatchGetItem", "Query"])
      await control.call("POST", "faults", { service: "dynamodb", operation, error, caller, times: 1000 });
    folder.answer(`problems/${name}/by-a-fault.txt`, await partner().read(unknown));
    await control.call("DELETE", "faults");
  }
}
