import { Webhook } from "standardwebhooks";
import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { languages, type Surface } from "./surface.ts";

/** Pages under the name of another portal, and what external portals read and report. */
export async function acceptancePortals(surface: Surface): Promise<void> {
  const { partner, operator, page, control, invite, folder, local } = surface;
  const northwind = partner("northwind-partner");
  const hosted = { preset: "partner-center-2018" };
  await control.call("POST", "policy", hosted);
  await page("offer/portal/hosted under another name", (await invite("it@hosted.example")).link);
  const portal = "office-admin-portal";
  await control.call("POST", "policy", { ...hosted, externalPortals: { [portal]: "https://portal.example/accept" } });
  const away = await invite("it@away.example", {}, northwind);
  await page("offer/portal/elsewhere", away.link);
  const { json: secret } = succeeded(await operator.call("GET", `/v1/operator/portals/${portal}/secret`));

  const signer = new Webhook(String(secret["current"]));
  const tokenOf = (link: string): string => decodeURIComponent(new URL(link).pathname.replace("/i/", ""));
  let messages = 0;
  const send = async (method: string, path: string, signed: string, body?: string): Promise<Answer> => {
    await surface.idle();
    const message = `msg_${++messages}`;
    const at = new Date(local.parts.clock.now());
    const headers = {
      ...(body !== undefined && { "content-type": "application/json" }),
      "webhook-id": message,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signer.sign(message, at, signed),
    };
    return control.request(method, path, { body, headers });
  };
  const read = (locale: string): Promise<Answer> => {
    const link = tokenOf(away.link);
    return send("GET", `/v1/callbacks/offer?${new URLSearchParams({ link, locale }).toString()}`, link);
  };
  const report = async (name: string, said: object): Promise<void> => {
    const body = JSON.stringify(said);
    folder.answer(`callbacks/${name}.txt`, await send("POST", "/v1/callbacks/acceptance", body, body));
  };
  for (const language of languages) folder.answer(`callbacks/offer.${language}.txt`, await read(language));
  const { json: offer } = succeeded(await read("en"));
  const { version, hash } = offer["agreement"] as Readonly<Record<string, unknown>>;
  const granted = (offer["permissions"] as { readonly id: string }[]).map((permission) => permission.id);
  const by = { name: "Ada Lovelace", email: "ada@away.example", title: "Head of IT" };
  const said = { offer: offer["offer"], decision: "accept", granted, by, agreement: { version, hash } };
  const accept = { link: tokenOf(away.link), ...said };
  await report("nothing-said", { link: accept.link });
  await report("another-offer", { ...accept, offer: `sha256:${"0".repeat(64)}` });
  await report("without-what-is-required", { ...accept, granted: [] });
  await report("own-address", { ...accept, by: { ...by, email: "sales@northwind-partner.example" } });
  await report("accepted", accept);
  await report("declined-after-that", { ...accept, decision: "decline" });
  folder.answer("callbacks/offer-accepted.txt", await read("en"));
  folder.answer("callbacks/invitation.txt", await northwind.read(away.id));
  const customer = { email: "it@replaced-elsewhere.example" };
  const permissions = ["directory.admin", "office365.admin"];
  const replaced = await northwind.invite({ customer, permissions, send: "self", reminders: undefined });
  succeeded(await northwind.resend(replaced.id, { rotate: true }));
  await report("replaced", { ...accept, link: tokenOf(replaced.link) });

  const held = await invite("it@held-elsewhere.example", {}, northwind);
  const id = idIn(await northwind.profile());
  succeeded(await operator.freeze(id));
  await page("offer/portal/elsewhere, on hold", held.link);
  succeeded(await operator.release(id));
  await control.call("POST", "policy", { preset: "default" });
}
