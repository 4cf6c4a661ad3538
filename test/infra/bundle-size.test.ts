import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Metafile } from "esbuild";
import { buildFunctions } from "../../infra/build/build.ts";
import { functionNames, manifests, type FunctionName } from "../../infra/manifests.ts";
import { placeOf } from "../architecture/shelves.ts";
import { bundlesFolder } from "../support/stack/prepared.ts";
import { statementsOfFunction } from "./statements.ts";
import { synthesized } from "./synthesized.ts";

/** KB that a bundle may have, minified. One row per function, so that a function without a budget does not compile. */
const budgets: Readonly<Record<FunctionName, number>> = {
  "serve-batch": 282,
  "serve-previews": 264,
  "serve-invitations": 316,
  "serve-customers": 257,
  "serve-relationships": 255,
  "serve-access": 225,
  "serve-support": 240,
  "serve-jobs": 247,
  "serve-users": 270,
  "serve-partner": 259,
  "serve-operator": 295,
  "serve-offer": 334,
  "serve-receipts": 245,
  "serve-unsubscribe": 235,
  "serve-confirm": 292,
  "serve-portal": 331,
  "serve-console": 270,
  "serve-console-settings": 282,
  "serve-public": 68,
  "receive-callback": 297,
  "publish-events": 255,
  "send-mail": 402,
  "record-delivery": 236,
  "count-invitations": 200,
  "work-jobs": 307,
  "sweep-due": 243,
  "fulfil-data-requests": 251,
  "shape-token": 5,
};

/** KB that no budget may exceed: of a function behind the API, of any function. */
const largestServing = 334;
const largest = 402;

/** KB that a budget may lie above its bundle: one that shrank takes its budget with it. */
const slack = 30;

const work = mkdtempSync(join(tmpdir(), "rapport-bundles-"));
let outDir: string;
beforeAll(async () => {
  outDir = await bundlesFolder();
});
afterAll(() => rmSync(work, { recursive: true }));

const inputsOf = (name: string): string[] => {
  const { outputs } = JSON.parse(readFileSync(join(outDir, "metafile.json"), "utf8")) as Metafile;
  const [output] = Object.entries(outputs).filter(([file]) => file.endsWith(`/${name}.mjs`));
  return Object.keys(output?.[1].inputs ?? {});
};

/** Shelves, folders and packages of which nothing is needed when a program runs. */
const isOfDocuments = (file: string): boolean =>
  ["answers", "events", "examples"].includes(placeOf(file)?.shelf ?? "") ||
  /^shared\/(openapi|asyncapi)\/|^functions\/[^/]+\/(.*-)?openapi|zod\/v4\/classic/.test(file);

/** Descriptions and summaries of both documents that a file other than requests holds as they are. */
const heldWords = new Map<string, readonly string[]>();
function wordsHeldBy(file: string): readonly string[] {
  const program = readFileSync(file, "utf8").replace(/\/\*\*[^]*?\*\//g, "");
  return documentWords.filter((words) => program.includes(words));
}
let documentWords: readonly string[];
beforeAll(() => {
  const documents = ["openapi.json", "asyncapi.json"].map((file) =>
    readFileSync(join(outDir, "serve-public", file), "utf8"),
  );
  const words = documents.flatMap((text) =>
    [...text.matchAll(/"(?:description|summary)":"([\w .,:;()/-]{25,})"/g)].map(([, found = ""]) => found),
  );
  documentWords = [...new Set(words)];
});

const bundle = (name: string) => readFileSync(join(outDir, name, "index.mjs"), "utf8");
const kilobytesOf = (name: string): number => Buffer.byteLength(bundle(name)) / 1_000;

describe.each(functionNames)("the bundle of %s", (name) => {
  test(`is within its budget of ${budgets[name]} KB`, () => {
    expect(kilobytesOf(name)).toBeLessThanOrEqual(budgets[name]);
  });

  test("has a budget that is tight", () => {
    expect(budgets[name]).toBeLessThanOrEqual(name.startsWith("serve-") ? largestServing : largest);
    expect(budgets[name] - kilobytesOf(name)).toBeLessThan(slack);
  });

  test("imports neither http nor https, which would load undici", () => {
    expect(bundle(name)).not.toMatch(/(?:from|import)\s*\(?\s*["'](?:node:)?https?2?["']/);
  });

  test("contains no file that only the API and event documents need", () => {
    const inputs = inputsOf(name);
    expect(inputs).toContain(`functions/${name}/index.ts`);
    expect(inputs.filter(isOfDocuments)).toEqual([]);
  });

  test("contains no text of these documents except those of requests", () => {
    const own = inputsOf(name).filter(
      (file) => /^(functions|shared)\/.*\.ts$/.test(file) && !/requests\.ts$|^shared\/schema\//.test(file),
    );
    for (const file of own) if (!heldWords.has(file)) heldWords.set(file, wordsHeldBy(file));
    expect(documentWords.length).toBeGreaterThan(100);
    expect(own.filter((file) => heldWords.get(file)!.some((words) => bundle(name).includes(words)))).toEqual([]);
  });

  test("contains nothing of its manifest that only the stack reads", () => {
    expect(bundle(name)).not.toContain(manifests[name].needs.hurt);
  });

  test("contains condition checks exactly when its role allows them", () => {
    const isGranted = statementsOfFunction(synthesized(), name).some(({ actions }) =>
      actions.includes("dynamodb:ConditionCheckItem"),
    );
    expect(isGranted).toBe(bundle(name).includes('kind:"check"'));
  });

  test("contains its own routes and no others", () => {
    const known = bundle(name).match(/(?<=")(?:GET|POST|PATCH|PUT|DELETE) \/[^"]*(?=")/g);
    const own = (manifests[name].routes ?? []).map(({ key }) => key).filter((key) => key !== "$default");
    expect([...new Set(known)].toSorted()).toEqual(own.toSorted());
  });

  test("searches for credentials nowhere but in the environment", () => {
    expect(bundle(name)).not.toMatch(/sso_start_url|AWS_WEB_IDENTITY_TOKEN_FILE|credential_process/);
  });
});

test("no bundle with pages carries the indentation of their source", () => {
  const withPages = functionNames.map(bundle).filter((text) => text.includes('class="skip"'));
  expect(withPages.length).toBeGreaterThan(4);
  for (const text of withPages) expect(text).not.toMatch(/\n +</);
});

test.each(["openapi.json", "asyncapi.json"])(
  "%s lies beside the function that hands it out, and nowhere else",
  (file) => {
    const holders = functionNames.filter((name) => existsSync(join(outDir, name, file)));
    expect(holders).toEqual(["serve-public"]);
  },
);

test("JSON that is imported dynamically lies beside the bundle, and is loaded from there", async () => {
  const sourceDir = sources("lazy");
  writeFileSync(join(sourceDir, "list.json"), '["a"]');
  writeFileSync(
    join(sourceDir, "send-mail", "index.ts"),
    'export const handler = () => import("../list.json", { with: { type: "json" } });',
  );
  const built = await buildFunctions({ outDir: join(work, "lazy-out"), sourceDir });
  const { handler } = (await import(pathToFileURL(join(work, "lazy-out", "send-mail", "index.mjs")).href)) as {
    handler: () => Promise<{ default: unknown }>;
  };
  expect((await handler()).default).toEqual(["a"]);
  expect(built.get("send-mail")).toBeLessThan(150);
});

test("the build names a function without a folder", async () => {
  const sourceDir = sources("incomplete");
  rmSync(join(sourceDir, "send-mail"), { recursive: true });
  await expect(buildFunctions({ outDir: join(work, "none"), sourceDir })).rejects.toThrow(
    "There is no index.ts in functions/ for: send-mail.",
  );
});

/** A folder with a function of every name that does nothing. */
function sources(folder: string): string {
  for (const name of functionNames) {
    mkdirSync(join(work, folder, name), { recursive: true });
    writeFileSync(join(work, folder, name, "index.ts"), "export const handler = () => undefined;");
  }
  return join(work, folder);
}
