import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { locales } from "../../../shared/names.ts";
import { loadPermissionTexts } from "../../../shared/policy/permission-texts.ts";
import { findPermission, permissionCatalogueVersion, permissions } from "../../../shared/policy/permissions.ts";
import { findService, services } from "../../../shared/policy/services.ts";

describe("the permission catalogue", () => {
  test("changes only with its version", async () => {
    const texts = await Promise.all(locales.map(loadPermissionTexts));
    const digest = createHash("sha256")
      .update(JSON.stringify([permissions, texts]))
      .digest("hex");
    expect({ [permissionCatalogueVersion]: digest.slice(0, 16) }).toEqual({ "2026-11.2": "01ee0605e2ceb216" });
  });

  test("holds each permission once", () => {
    expect(new Set(permissions.map(({ id }) => id)).size).toBe(permissions.length);
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
