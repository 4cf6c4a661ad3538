import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Scene } from "./scene.ts";

/** What is served for programs: OpenAPI, AsyncAPI, the keys of receipts, what a deployment says of itself, catalogues. */
export async function documents(scene: Scene): Promise<void> {
  const { folder, customer, partner, open, step, url } = scene;
  const read = async (path: string) => {
    await step();
    return succeeded(await customer.open(url + path)).json;
  };
  const openApi = await read("/v1/openapi.json");
  folder.exact("openapi.json", JSON.stringify(openApi, null, 2));
  folder.exact("asyncapi.json", JSON.stringify(await read("/v1/asyncapi.json"), null, 2));
  folder.json("documents/jwks.json", await read("/.well-known/jwks.json"));
  folder.json("documents/health.json", await read("/v1/health"));
  for (const catalogue of ["permissions", "services", "clouds", "agreements/current"]) {
    await step();
    const name = `documents/${catalogue.replace("/", "-")}.json`;
    folder.json(name, succeeded(await partner().call("GET", `/v1/${catalogue}`)).json);
  }
  const types = new Set(JSON.stringify(openApi).match(/\/problems\/[a-z-]+/g));
  for (const type of [...types].toSorted()) await open(type.slice(1), url + type);
}
