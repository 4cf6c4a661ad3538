import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Surface } from "./surface.ts";

/** What is served for programs: OpenAPI, AsyncAPI, the keys of receipts, the health of a deployment, catalogues. */
export async function documents({ folder, customer, partner, page, url }: Surface): Promise<void> {
  const read = async (path: string) => succeeded(await customer.open(url + path)).json;
  const openApi = await read("/v1/openapi.json");
  folder.exact("openapi.json", JSON.stringify(openApi, null, 2));
  folder.exact("asyncapi.json", JSON.stringify(await read("/v1/asyncapi.json"), null, 2));
  folder.json("documents/jwks.json", await read("/.well-known/jwks.json"));
  folder.json("documents/health.json", await read("/v1/health"));
  for (const catalogue of ["permissions", "services", "clouds", "agreements/current"]) {
    const name = `documents/${catalogue.replace("/", "-")}.json`;
    folder.json(name, succeeded(await partner().call("GET", `/v1/${catalogue}`)).json);
  }
  const types = new Set(JSON.stringify(openApi).match(/\/problems\/[a-z-]+/g));
  for (const type of [...types].toSorted()) await page(type.slice(1), type);
}
