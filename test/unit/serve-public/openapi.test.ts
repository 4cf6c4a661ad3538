import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { documentBeside } from "../../../functions/serve-public/document.ts";
import { servePublic } from "../../../functions/serve-public/handler.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { anHttpEvent, call } from "../../support/http-event.ts";

const routes = servePublic({ operatorName: "Fabrikam", readOpenApi: async () => '{"openapi":"3.1.0"}' });
const handler = httpBoundary({ routes, newCorrelationId: () => "c-1" });
const read = (headers: Record<string, string> = {}) =>
  call(handler, anHttpEvent({ routeKey: "GET /v1/openapi.json", claims: null, headers }));

test("the OpenAPI document may be kept for an hour, and is not sent twice", async () => {
  const answer = await read();
  expect(answer).toMatchObject({ status: 200, text: '{"openapi":"3.1.0"}' });
  expect(answer.headers).toMatchObject({ "content-type": "application/json", "cache-control": "public, max-age=3600" });
  expect(await read({ "if-none-match": String(answer.headers["etag"]) })).toMatchObject({ status: 304, text: "" });
});

test("a document beside the bundle is read when it is asked for, once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-document-"));
  try {
    const readDocument = documentBeside(pathToFileURL(join(folder, "index.mjs")).href, "openapi.json");
    writeFileSync(join(folder, "openapi.json"), "first");
    expect(await readDocument()).toBe("first");
    writeFileSync(join(folder, "openapi.json"), "second");
    expect(await readDocument()).toBe("first");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
