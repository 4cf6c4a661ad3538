import { expect, test } from "vitest";
import { assertOfferedCloud } from "../../../shared/partner/rules/cloud.ts";

test("a partner comes only into a cloud that is offered, and the fault names the others", () => {
  const message = "This deployment does not offer the cloud germany; choose public or us-government.";
  expect(() => assertOfferedCloud("germany", ["public", "us-government"])).toThrow(
    expect.objectContaining({
      kind: "validation",
      faults: [{ pointer: "/cloud", code: "unknown-value", message }],
    }),
  );
});

test.each([undefined, "public"])(
  "a partner that comes into the cloud %s comes into none that is not offered",
  (cloud) => {
    expect(() => assertOfferedCloud(cloud, ["public"])).not.toThrow();
  },
);
