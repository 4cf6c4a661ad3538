import { expect, test } from "vitest";
import { page } from "../../../shared/manifest.ts";
import { pageOperation, pageResponses } from "../../../shared/openapi/pages.ts";
import { pageFaults } from "../../support/audit/pages.ts";

const form = page("POST /portal/customers/{id}/name", 303);

test("a page is listed by method, path and statuses: its own, and those of every form and of the gateway", () => {
  const { operationId, tags, security, parameters, responses } = pageOperation(form);
  expect({ operationId, tags, security }).toEqual({
    ...{ operationId: "postPortalCustomersIdName", tags: ["Pages"], security: [] },
  });
  expect(parameters).toMatchObject([{ name: "id", in: "path", required: true }]);
  const statuses = ["303", "400", "403", "404", "409", "413", "415", "422", "429", "431", "500", "503"];
  expect(Object.keys(responses)).toEqual(statuses);
  expect(Object.keys(pageResponses([form]))).toEqual(expect.arrayContaining(statuses.map((one) => `Page-${one}`)));
});

test("the audit notices a status that a page does not list, and nothing else", () => {
  const path = "/portal/customers/cus_1/name?lang=de";
  expect(pageFaults([{ method: "POST", path, status: 303 }])).toEqual([]);
  expect(pageFaults([{ method: "POST", path, status: 418 }])).toEqual([expect.stringContaining("418")]);
  const others = [
    { method: "GET", path: "/v1/health", status: 418 },
    { method: "GET", path: "/portal/%zz", status: 400 },
  ];
  expect(pageFaults(others)).toEqual([]);
});
