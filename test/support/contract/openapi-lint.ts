import { createConfig, lintFromString } from "@redocly/openapi-core";
import { readContract } from "./contract.ts";

/** A page's form is answered by a 303 to the page that says what became of it, and that is its success. */
const rules = {
  "operation-2xx-response": "off",
  "rule/operation-success-response": {
    subject: { type: "Responses" },
    assertions: { requireAny: ["200", "201", "202", "204", "303"] },
    message: "Operation must have at least one answer to what was done.",
    severity: "error",
  },
} as const;

/** What Redocly's recommended rules, all of them as errors, find in an OpenAPI document. */
export async function lintFaults(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended-strict"], rules });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "/openapi.json", config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ""})`);
}

// `npm run lint:openapi`
if (import.meta.main) {
  const faults = await lintFaults((await readContract()).document);
  console.log(faults.length === 0 ? "The OpenAPI document is clean." : faults.join("\n"));
  process.exitCode = Math.min(faults.length, 1);
}
