import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalServer } from "../../../infra/local/local-server.ts";
import { readOperators, type IsOperator } from "../../../shared/runtime/operators.ts";

const asked: object[] = [];
/** Without an answer the connection is cut. */
let answers: (readonly [status: number, body: object] | null)[] = [];
const cognito = new LocalServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const { headers, socket } = request;
    asked.push({ target: headers["x-amz-target"], ...(JSON.parse(body) as object) });
    expect(headers.authorization).toMatch(/\/eu-central-1\/cognito-idp\/aws4_request, /);
    const answer = answers.shift() ?? null;
    if (answer === null) return void socket.destroy();
    response.writeHead(answer[0], { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer[1]));
  });
});
let isOperator: IsOperator;
beforeAll(async () => {
  const AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = `http://127.0.0.1:${await cognito.listen(0)}`;
  const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
  isOperator = readOperators("pool-1", {
    ...{ AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, ...credentials },
  });
});
afterAll(() => cognito.stop());

const user = (role: string, Enabled = true) =>
  [200, { Enabled, UserAttributes: [{ Name: "sub" }, { Name: "custom:role", Value: role }] }] as const;

test.each([
  ["an operator is one while the pool has it", user("operator"), true],
  ["an operator who is disabled in the pool is none", user("operator", false), false],
  ["a user who has another role now is no operator", user("admin"), false],
  ["a user who was removed is no operator", [400, { __type: "UserNotFoundException", message: "x" }] as const, false],
])("%s", async (_, answer, expected) => {
  answers = [answer];
  expect(await isOperator("user-1")).toBe(expected);
  expect(asked.at(-1)).toEqual({
    target: "AWSCognitoIdentityProviderService.AdminGetUser",
    ...{ UserPoolId: "pool-1", Username: "user-1" },
  });
});

test("a user pool that does not answer is asked twice, and the request fails as unavailable instead of being refused", async () => {
  answers = [null, user("operator")];
  expect(await isOperator("user-1")).toBe(true);
  answers = [null, null];
  await expect(isOperator("user-1")).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
});

test("any other error of the user pool is thrown with its name", async () => {
  answers = [[400, { __type: "com.amazonaws#TooManyRequestsException", message: "x" }]];
  await expect(isOperator("user-1")).rejects.toMatchObject({ name: "TooManyRequestsException" });
});
