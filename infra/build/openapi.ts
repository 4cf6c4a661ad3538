import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { functionNames, routes } from "../manifests.ts";
import { runGenerator } from "./run-generator.ts";

const generator = fileURLToPath(new URL("../../shared/openapi/document.ts", import.meta.url));

/**
 * The OpenAPI document as JSON, from each function's `openapi.ts`; null without any.
 * The schemas that describe requests are the ones that check them, so they are bundled and run here.
 */
export async function buildOpenApi(sourceDir: string): Promise<string | null> {
  const described = functionNames.filter((name) => existsSync(join(sourceDir, name, "openapi.ts")));
  if (described.length === 0) return null;
  const lines = [
    `import { openApiDocument } from ${JSON.stringify(generator)};`,
    ...described.flatMap((name, at) => [
      `import { description as d${at} } from "./${name}/openapi.ts";`,
      `import { routes as r${at} } from "./${name}/manifest.ts";`,
    ]),
    `const described = [${described.map((_, at) => `{ routes: r${at}, description: d${at} }`).join(", ")}];`,
    `const pages = ${JSON.stringify(routes.filter(({ page }) => page !== undefined))};`,
    "export const document = openApiDocument(described, pages);",
  ];
  const { document } = await runGenerator<{ readonly document: object }>(lines.join("\n"), sourceDir);
  return JSON.stringify(document);
}
