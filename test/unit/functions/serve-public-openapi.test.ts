import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { documentBeside } from "../../../functions/serve-public/document.ts";
import { servePublic } from "../../../functions/serve-public/handler.ts";
import { routes } from "../../../functions/serve-public/manifest.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";

const handlers = servePublic({
  ...{ operatorName: "Fabrikam", version: "1.2.3" },
  readOpenApi: async () => '{"openapi":"3.1.0"}',
  readAsyncApi: async () => '{"asyncapi":"3.0.0"}',
});
const handler = httpBoundary({ routes, handlers, newCorrelationId: () => "c-1" });
const read = (routeKey: string, headers: Record<string, string> = {}) =>
  call(handler, anHttpEvent({ routeKey, claims: null, headers }));

test.each([
  ["GET /v1/openapi.json", '{"openapi":"3.1.0"}'],
  ["GET /v1/asyncapi.json", '{"asyncapi":"3.0.0"}'],
])("%s may be cached for an hour, and is answered with 304 when it is unchanged", async (routeKey, text) => {
  const answer = await read(routeKey);
  expect(answer).toMatchObject({ status: 200, text });
  expect(answer.headers).toMatchObject({ "content-type": "application/json", "cache-control": "public, max-age=3600" });
  const again = await read(routeKey, { "if-none-match": String(answer.headers["etag"]) });
  expect(again).toMatchObject({ status: 304, text: "" });
});

test.each(["gzip", "br, GZIP", "deflate,gzip , br", "gzip;q=1.0"])(
  "a client that accepts %j is sent the document in gzip, under another ETag",
  async (accepted) => {
    const plain = await read("GET /v1/openapi.json");
    const answer = await read("GET /v1/openapi.json", { "accept-encoding": accepted });
    expect(gunzipSync(Buffer.from(answer.text, "base64")).toString()).toBe(plain.text);
    const both = { vary: "Accept-Encoding", "content-type": "application/json" };
    expect(plain.headers).toMatchObject(both);
    expect(answer.headers).toMatchObject({ ...both, "content-encoding": "gzip" });
    expect(answer.headers["etag"]).not.toBe(plain.headers["etag"]);
    const known = { "accept-encoding": accepted, "if-none-match": String(answer.headers["etag"]) };
    expect(await read("GET /v1/openapi.json", known)).toMatchObject({ status: 304, text: "" });
    const other = { "if-none-match": String(answer.headers["etag"]) };
    expect(await read("GET /v1/openapi.json", other)).toMatchObject({ status: 200, text: plain.text });
  },
);

test.each(["identity", "br", "gzip;q=0", "br, gzip; q=0.00, deflate", "*", "xgzip", "gzipped"])(
  "a client that accepts %j is sent the document uncompressed",
  async (accepted) => {
    const answer = await read("GET /v1/openapi.json", { "accept-encoding": accepted });
    expect(answer).toMatchObject({ status: 200, text: '{"openapi":"3.1.0"}' });
    expect(answer.headers).not.toHaveProperty("content-encoding");
  },
);

test("a document beside the bundle is read once, at the first request", async () => {
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
