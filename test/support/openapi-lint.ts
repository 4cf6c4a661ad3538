import { createConfig, lintFromString } from "@redocly/openapi-core";
import { readContract } from "./contract.ts";

/** What Redocly's recommended rules, all of them as errors, find in an OpenAPI document. */
export async function lintFaults(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "/openapi.json", config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ""})`);
}

// `npm run lint:openapi`
if (import.meta.main) {
  const faults = await lintFaults((await readContract()).document);
  console.log(faults.length === 0 ? "The OpenAPI document is clean." : faults.join("\n"));
  process.exitCode = Math.min(faults.length, 1);
}
