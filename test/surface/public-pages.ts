import { request } from "../../infra/local/actors/answers.ts";
import type { Scene } from "./scene.ts";

const html = { accept: "text/html" };

/** What anybody may read, and what a browser gets that asks for something that is not there. */
export async function publicPages(scene: Scene): Promise<void> {
  const { open, page, partner, folder, customer, step, url } = scene;
  const { json } = await partner().call("GET", "/v1/agreements/current");
  await open("public/agreement", `${url}${String(json["url"])}`);
  await open("public/agreement that is not there", `${url}/agreements/2000-01`);
  await open("public/sign-in of users", `${url}/console/sign-in`);
  await open("public/signed in", `${url}/console/callback?code=x`);
  await open("public/not signed in", `${url}/console/callback?error=access_denied`);
  const ask = (name: string, method: string, path: string, headers: object = html) =>
    page(`public/${name}`, (language) =>
      request(method, `${url}${path}?lang=${language}`, { headers: { ...headers } }),
    );
  await ask("nothing here", "GET", "/nothing");
  await ask("nothing here, as a problem", "GET", "/nothing", {});
  await ask("method that is not allowed", "PUT", "/portal");
  await ask("method that is not allowed, as a problem", "PUT", "/v1/invitations", {});
  for (const form of ["decision", "code", "hand-over", "new-link", "seen", ""])
    await ask(`address of a form ${form}`, "GET", `/i/link/${form}`);
  for (const asset of ["rapport.css", "offer.js", "nothing.js"]) {
    await step();
    folder.answer(`assets/${asset}.txt`, await customer.open(`${url}/assets/${asset}`));
  }
}

/** What does not reach a form, and what a fault of ours looks like: each of the functions that have pages of their own. */
export async function problemPages(scene: Scene): Promise<void> {
  const { page, url, control, customer, step } = scene;
  const forms: Readonly<Record<string, string>> = {
    offer: "/i/nothing/decision",
    portal: "/portal/sign-in",
    unsubscribe: "/u/nothing",
    confirm: "/confirm/nothing",
    stop: "/stop/nothing",
  };
  const type = "application/x-www-form-urlencoded";
  const sendings: Readonly<Record<string, { readonly headers: Record<string, string>; readonly body: string }>> = {
    "form of another site": { headers: { "content-type": type, "sec-fetch-site": "cross-site" }, body: "a=b" },
    "another type": { headers: { "content-type": "application/xml" }, body: "<a/>" },
    "too large": { headers: { "content-type": type }, body: `a=${"x".repeat(70_000)}` },
    "no UTF-8": { headers: { "content-type": type }, body: "a=%FF%zz" },
  };
  for (const [place, path] of Object.entries(forms)) {
    for (const [name, sending] of Object.entries(sendings))
      await page(`problems/${place}/${name}`, (language) =>
        request("POST", `${url}${path}?lang=${language}`, { ...sending, headers: { ...html, ...sending.headers } }),
      );
  }
  const errors = { "a fault of ours": "ValidationException", "too busy": "ProvisionedThroughputExceededException" };
  const token = await aLink(scene);
  for (const [name, error] of Object.entries(errors)) {
    for (const operation of ["GetItem", "BatchGetItem", "Query", "TransactGetItems"])
      await control.call("POST", "faults", { service: "dynamodb", operation, error, times: 1000 });
    await page(`problems/offer/${name}`, (language) => request("GET", `${token}?lang=${language}`, { headers: html }));
    await page(`problems/portal/${name}`, (language) =>
      request("GET", `${url}/portal?lang=${language}`, {
        headers: { ...html, cookie: `__Host-rapport-portal=${"x".repeat(43)}` },
      }),
    );
    await control.call("DELETE", "faults");
    await step();
  }
  const conflict = { service: "dynamodb", operation: "TransactWriteItems", error: "TransactionConflict", times: 1000 };
  await control.call("POST", "faults", { ...conflict, caller: "serve-offer" });
  await page("problems/offer/too busy to accept", (language) => customer.accept(`${token}?lang=${language}`));
  await control.call("DELETE", "faults");
}

/** A personal link that is read from the table. */
async function aLink({ partner, step, mailbox }: Scene): Promise<string> {
  const email = "it@problems.example";
  await step();
  await partner().create({ customer: { email }, permissions: [], send: "email" });
  await step();
  return (await mailbox.personalLink(email)).split("?")[0] ?? "";
}
