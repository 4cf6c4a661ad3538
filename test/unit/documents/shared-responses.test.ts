import { expect, test } from "vitest";
import { shareResponses } from "../../../shared/openapi/shared-responses.ts";

const problem = (name: string, description = "It is not there.") => ({
  description,
  content: { "application/problem+json": { schema: { $ref: `#/components/schemas/${name}` } } },
});
const operation = (responses: Record<string, object>) => ({ responses });

test("a response of two operations is stated once, under its status and problems", () => {
  const missing = problem("NotFoundProblem");
  const { paths, responses } = shareResponses({
    "/a": { get: operation({ "200": { description: "A." }, "404": missing }) },
    "/b": { get: operation({ "200": { description: "B." }, "404": missing }) },
  });
  expect(responses).toEqual({ "404-NotFoundProblem": missing });
  expect(paths["/a"]?.["get"]?.responses).toEqual({
    "200": { description: "A." },
    "404": { $ref: "#/components/responses/404-NotFoundProblem" },
  });
});

test("answers of one name that say different things get different names", () => {
  const [one, other] = [problem("NotFoundProblem"), problem("NotFoundProblem", "It is gone.")];
  const { responses } = shareResponses({
    "/a": { get: operation({ "404": one }), put: operation({ "404": other }) },
    "/b": { get: operation({ "404": one }), put: operation({ "404": other }) },
  });
  expect(responses).toEqual({ "404-NotFoundProblem": one, "404-NotFoundProblem-2": other });
});
