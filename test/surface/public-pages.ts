import type { Sending } from "../../infra/local/actors/answers.ts";
import { routes } from "../../infra/manifests.ts";
import type { Surface } from "./surface.ts";

/** The folders of pages, and how they are called here. */
const folders: Readonly<Record<string, string>> = {
  ...{ i: "offer", portal: "portal", u: "unsubscribe", confirm: "confirm", stop: "stop", verify: "verify" },
};

/** One form of each folder of pages, the first in the manifests. */
const forms = new Map(
  routes
    .filter(({ key }) => key.startsWith("POST /"))
    .map(({ key }) => key.replace("POST ", "").replace(/\{\w+\}/, "nothing"))
    .toReversed()
    .flatMap((path): [string, string][] => {
      const place = folders[path.split("/")[1] ?? ""];
      return place === undefined ? [] : [[place, path]];
    }),
);

/** The last parts of the paths that the forms of an offer post to. */
const offerForms = routes.flatMap(({ key }) => /^POST \/i\/\{link\}\/(.+)$/.exec(key)?.[1] ?? []);

const html = { accept: "text/html" };

/** Pages that anybody may read, and the answers to addresses that do not exist. */
export async function publicPages({ page, partner, folder, customer, control, url }: Surface): Promise<void> {
  const { json } = await partner().call("GET", "/v1/agreements/current");
  await page("public/home", "/");
  await page("public/agreement", String(json["url"]));
  await page("public/agreement that is not there", "/agreements/2000-01");
  await page("public/sign-in of users", "/console/sign-in");
  await page("public/signed in", "/console/callback?code=x");
  await page("public/not signed in", "/console/callback?error=access_denied");
  const ask = (name: string, method: string, path: string, headers: Sending["headers"] = html) =>
    page(`public/${name}`, path, (address) => control.request(method, address, { headers: { ...headers } }));
  await ask("nothing here", "GET", "/nothing");
  await ask("nothing here, as a problem", "GET", "/nothing", {});
  await ask("method that is not allowed", "PUT", "/portal");
  await ask("method that is not allowed, as a problem", "PUT", (await partner().list()).url, {});
  for (const form of [...offerForms, ""]) await ask(`address of a form ${form}`, "GET", `/i/link/${form}`);
  for (const asset of ["rapport.css", "offer.js", "verify.js", "nothing.js"])
    folder.answer(`assets/${asset}.txt`, await customer.open(`${url}/assets/${asset}`));
}

/** Forms that are not read, and the pages of internal errors: for each function that has pages of its own. */
export async function problemPages({ page, control, customer, partner }: Surface): Promise<void> {
  const { link } = await partner().invite({ customer: { email: "it@problems.example" }, permissions: [] });
  const token = link.split("?")[0] ?? "";
  const type = "application/x-www-form-urlencoded";
  const sendings: Readonly<Record<string, Sending>> = {
    "form of another site": { headers: { "content-type": type, "sec-fetch-site": "cross-site" }, body: "a=b" },
    "another type": { headers: { "content-type": "application/xml" }, body: "<a/>" },
    "too large": { headers: { "content-type": type }, body: `a=${"x".repeat(70_000)}` },
    "no UTF-8": { headers: { "content-type": type }, body: "a=%FF%zz" },
  };
  for (const [place, path] of forms)
    for (const [name, { headers, body }] of Object.entries(sendings))
      await page(`problems/${place}/${name}`, path, (address) =>
        control.request("POST", address, { body, headers: { ...html, ...headers } }),
      );
  const get = (name: string, address: string, headers: Sending["headers"] = html) =>
    page(`problems/${name}`, address, (shown) => control.request("GET", shown, { headers: { ...headers } }));
  const errors = { "a fault of ours": "ValidationException", "too busy": "ProvisionedThroughputExceededException" };
  for (const [name, error] of Object.entries(errors)) {
    for (const operation of ["GetItem", "BatchGetItem", "Query", "TransactGetItems"])
      await control.call("POST", "faults", { service: "dynamodb", operation, error, times: 1000 });
    await get(`offer/${name}`, token);
    await get(`portal/${name}`, "/portal", { ...html, cookie: `__Host-rapport-portal=${"x".repeat(43)}` });
    await control.call("DELETE", "faults");
  }
  const conflict = { service: "dynamodb", operation: "TransactWriteItems", error: "TransactionConflict", times: 1000 };
  await control.call("POST", "faults", { ...conflict, caller: "serve-offer" });
  await page("problems/offer/too busy to accept", token, (address) => customer.accept(address));
  await control.call("DELETE", "faults");
}
