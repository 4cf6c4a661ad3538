import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alarmLines } from "../../../shared/names.ts";
import { alarm } from "../../../shared/runtime/alarm.ts";
import { listenToLog } from "../../support/log-lines.ts";

let log: ReturnType<typeof listenToLog>;
beforeEach(() => {
  log = listenToLog();
});
afterEach(() => vi.restoreAllMocks());

test.each(Object.entries(alarmLines))("(H54) %s is counted for the operator, and not about test data", (name, line) => {
  const fields = { partnerId: "ptn_1" };
  alarm(name as keyof typeof alarmLines, false, fields);
  alarm(name as keyof typeof alarmLines, true, fields);
  const [real, tested] = log.lines.map((one) => JSON.stringify(one));
  expect(real).toContain(line);
  // Metric filters look for the words anywhere in a line.
  expect(tested).not.toContain(line);
  expect(tested).toContain(name);
});
