import { Webhook } from "standardwebhooks";
import { request, succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { inviting, languages, type Scene } from "./scene.ts";

/** Pages under the name of another portal, and what portals that are systems of their own see and are told. */
export async function acceptancePortals(scene: Scene): Promise<void> {
  const { partner, operator, open, control, step } = scene;
  const hosted = { preset: "partner-center-2018" };
  await control.call("POST", "policy", hosted);
  const { link } = await inviting(scene, partner())("it@hosted.example");
  await open("offer/portal/hosted under another name", link);
  const portal = "office-admin-portal";
  await control.call("POST", "policy", { ...hosted, externalPortals: { [portal]: "https://portal.example/accept" } });
  const away = await inviting(scene, partner("northwind-partner"))("it@away.example");
  await open("offer/portal/elsewhere", away.link);
  const { json: secret } = succeeded(await operator.call("GET", `/v1/operator/portals/${portal}/secret`));
  await callbacks(scene, new Webhook(String(secret["current"])), away);
  const held = await inviting(scene, partner("northwind-partner"))("it@held-elsewhere.example");
  const northwind = String(succeeded(await partner("northwind-partner").profile()).json["id"]);
  succeeded(await operator.freeze(northwind));
  await open("offer/portal/elsewhere, on hold", held.link);
  succeeded(await operator.release(northwind));
  await control.call("POST", "policy", { preset: "default" });
  await step();
}

async function callbacks(
  { partner, folder, local, step, url }: Scene,
  signer: Webhook,
  { id, link }: { readonly id: string; readonly link: string },
): Promise<void> {
  const token = decodeURIComponent(new URL(link).pathname.replace("/i/", ""));
  let messages = 0;
  const signed = (body: string): Record<string, string> => {
    const message = `msg_${++messages}`;
    const at = new Date(local.parts.clock.now());
    const signature = signer.sign(message, at, body);
    return {
      "webhook-id": message,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signature,
    };
  };
  const read = async (language: string): Promise<Answer> => {
    await step();
    const query = new URLSearchParams({ link: token, locale: language }).toString();
    return request("GET", `${url}/v1/callbacks/offer?${query}`, { headers: signed(token) });
  };
  const tell = async (name: string, said: object): Promise<void> => {
    await step();
    const body = JSON.stringify(said);
    const headers = { ...signed(body), "content-type": "application/json" };
    folder.answer(`callbacks/${name}.txt`, await request("POST", `${url}/v1/callbacks/acceptance`, { body, headers }));
  };
  for (const language of languages) folder.answer(`callbacks/offer.${language}.txt`, await read(language));
  const { json: offer } = succeeded(await read("en"));
  const { version, hash } = offer["agreement"] as Readonly<Record<string, unknown>>;
  const granted = (offer["permissions"] as { readonly id: string }[]).map((permission) => permission.id);
  const by = { name: "Ada Lovelace", email: "ada@away.example", title: "Head of IT" };
  const accept = { link: token, offer: offer["offer"], decision: "accept", granted, by, agreement: { version, hash } };
  await tell("nothing-said", { link: token });
  await tell("another-offer", { ...accept, offer: `sha256:${"0".repeat(64)}` });
  await tell("without-what-is-required", { ...accept, granted: [] });
  await tell("own-address", { ...accept, by: { ...by, email: "sales@northwind-partner.example" } });
  await tell("accepted", accept);
  await tell("declined-after-that", { ...accept, decision: "decline" });
  folder.answer("callbacks/offer-accepted.txt", await read("en"));
  await step();
  folder.answer("callbacks/invitation.txt", await partner("northwind-partner").read(id));
  const customer = { email: "it@replaced-elsewhere.example" };
  const asked = ["directory.admin", "office365.admin"];
  const sent = await partner("northwind-partner").create({ customer, permissions: asked, send: "self" });
  const old = new URL((sent.json["draft"] as { readonly link: string }).link).pathname.replace("/i/", "");
  succeeded(await partner("northwind-partner").resend(idIn(sent), { rotate: true }));
  await tell("replaced", { ...accept, link: old });
}
