import { describe, expect, test } from "vitest";
import { loadPermissionTexts } from "../../../shared/policy/permission-texts.ts";
import { findPermission, permissions } from "../../../shared/policy/permissions.ts";
import { findService, services } from "../../../shared/policy/services.ts";

describe("the permission catalogue", () => {
  test("holds the permissions as shipped, each once", () => {
    expect(permissions.map(({ id, risk }) => `${id} ${risk}`)).toEqual([
      "directory.admin high",
      "office365.admin high",
      "users.admin medium",
      "licenses.admin medium",
      "helpdesk medium",
      "billing.read low",
      "service.support low",
      "security.read medium",
      "reports.read low",
      "groups.admin medium",
      "exchange.admin high",
      "sharepoint.admin high",
    ]);
  });

  test.each(permissions)("describes $id in words and by a known service", async ({ id, service }) => {
    expect(findService(service)).toBeDefined();
    const texts = (await loadPermissionTexts("en"))[id];
    expect(texts.description).toMatch(/\.$/);
    expect(texts.allows).not.toHaveLength(0);
    expect(texts.allowsNot).not.toHaveLength(0);
    expect(findPermission(id)?.id).toBe(id);
  });

  test("has no entry for an id that is not in it, not even an inherited one", () => {
    for (const id of ["", "directory", "constructor", "__proto__"]) expect(findPermission(id)).toBeUndefined();
  });
});

test("services have their own id and an admin portal over https", () => {
  expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
  for (const { adminUrl } of services) expect(new URL(adminUrl).protocol).toBe("https:");
  expect(services.some(({ manageableWithoutPermission }) => manageableWithoutPermission)).toBe(true);
});
