import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalServer } from "../../../infra/local/local-server.ts";
import { openAccountList } from "../../../shared/runtime/account-list.ts";

const asked: [method: string | undefined, url: string | undefined, authorization: string | undefined][] = [];
let answer: [status: number, body: object, error?: string] = [200, {}];
const ses = new LocalServer(({ method, url, headers }, response) => {
  asked.push([method, url, headers.authorization]);
  const [status, body, error] = answer;
  response.writeHead(status, { "content-type": "application/json", ...(error && { "x-amzn-errortype": error }) });
  response.end(JSON.stringify(body));
});
let list: ReturnType<typeof openAccountList>;
beforeAll(async () => {
  const AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${await ses.listen(0)}`;
  const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
  list = openAccountList({ AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL_SESV2, ...credentials });
});
afterAll(() => ses.stop());

const email = "it+a/b@contoso.example";

test.each([
  ["BOUNCE", "bounce"],
  ["COMPLAINT", "complaint"],
])("an address suppressed for %s is read with its reason and time", async (Reason, reason) => {
  answer = [200, { SuppressedDestination: { EmailAddress: email, Reason, LastUpdateTime: 1_795_000_000.5 } }];
  expect(await list.find(email)).toEqual({ reason, at: new Date(1_795_000_000_500).toISOString() });
  const [method, url, authorization] = asked.at(-1) ?? [];
  expect([method, url]).toEqual(["GET", "/v2/email/suppression/addresses/it%2Ba%2Fb%40contoso.example"]);
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-central-1\/ses\/aws4_request, /);
  expect(authorization).toMatch(/SignedHeaders=host;.*x-amz-security-token.*Signature=[0-9a-f]{64}$/);
});

test("an address that is not on the list reads as null, and removing it does not fail", async () => {
  answer = [404, { message: email }, "NotFoundException:http://internal.amazon.com/"];
  expect(await list.find(email)).toBeNull();
  await expect(list.remove(email)).resolves.toBeUndefined();
  expect(asked.at(-1)?.[0]).toBe("DELETE");
});

test("any other answer of SES is an error with its name and status, without the address", async () => {
  answer = [429, { message: email }, "TooManyRequestsException"];
  const error = await list.remove(email).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } });
  expect(String(error)).not.toContain(email);
});
