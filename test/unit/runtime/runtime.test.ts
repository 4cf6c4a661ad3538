import { decodeTime } from "ulid";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isId } from "../../../shared/kernel/ids.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../../shared/runtime/environment.ts";
import { errorFields, log } from "../../../shared/runtime/log.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("the environment", () => {
  test("is read by the names that the stack sets, and no more than is asked", () => {
    vi.stubEnv("TABLE_NAME", "data");
    vi.stubEnv("PUBLIC_URL", "https://rapport.example");
    expect(readEnvironment(["table", "publicUrl"])).toEqual({ table: "data", publicUrl: "https://rapport.example" });
  });

  test.each([undefined, ""])("without a setting (%j) does not serve, and names it", (value) => {
    vi.stubEnv("TABLE_NAME", value);
    expect(() => readEnvironment(["table"])).toThrow("TABLE_NAME");
  });
});

describe("ids", () => {
  test("carry their kind, differ, and sort by their time", () => {
    let at = now;
    const newId = idMaker(() => at);
    const made = Array.from({ length: 50 }, () => newId("invitation"));
    at = later({ ms: 1 });
    made.push(newId("invitation"));
    expect(made.every((id) => isId("invitation", id))).toBe(true);
    expect(new Set(made).size).toBe(51);
    expect(made.toSorted()).toEqual(made);
    expect(isId("relationship", newId("relationship"))).toBe(true);
    expect(isId("partner", made[0] ?? "")).toBe(false);
  });

  test("have the time at which they were made, also after the clock was set back", () => {
    const moments = [later({ days: 6 }), now, later({ ms: 1 })];
    const left = [...moments];
    const newId = idMaker(() => left.shift() ?? "");
    const made = moments.map(() => decodeTime(newId("invitation").replace("inv_", "")));
    expect(made).toEqual(moments.map((moment) => Date.parse(moment)));
  });

  test.each([
    "",
    "inv_",
    "inv_1",
    `inv_${"0".repeat(25)}`,
    `inv_${"0".repeat(27)}`,
    `inv_${"I".repeat(26)}`,
    `inv_${"a".repeat(26)}`,
    `inv_${"0".repeat(26)}\n`,
  ])("of another shape are refused: %j", (text) => {
    expect(isId("invitation", text)).toBe(false);
  });
});

describe("the log", () => {
  test("writes one line of JSON for any content", () => {
    const { lines } = listenToLog();
    log("warn", "mail waits", { messageId: "a\nb" });
    expect(lines).toEqual([{ level: "warn", message: "mail waits", messageId: "a\nb" }]);
  });

  test("names an error's class and source line, not its message", () => {
    const secret = "it@contoso.example";
    const fields = errorFields(new RangeError(`${secret}\n    at ${secret}`));
    expect(fields["error"]).toBe("RangeError");
    expect(fields["stack"]).toContain("runtime.test.ts");
    expect(JSON.stringify(fields)).not.toContain(secret);
    expect(errorFields(secret)).toEqual({ error: "string" });
    const renamed = new RangeError("another one");
    renamed.stack = `RangeError: x\n    at ${secret}`;
    expect(errorFields(renamed)).toEqual({ error: "RangeError", stack: "" });
  });
});
