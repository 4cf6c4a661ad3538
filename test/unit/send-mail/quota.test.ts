import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendMail, type SendMailDependencies } from "../../../functions/send-mail/handler.ts";
import { measureQuota } from "../../../functions/send-mail/quota.ts";

let written: string[];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ["is reported in percent", { Max24HourSend: 200, SentLast24Hours: 30 }, 15],
  ["of an account without a limit is reported as 0 %", { Max24HourSend: -1, SentLast24Hours: 30 }, 0],
  ["that is used up is reported as 100 %", { Max24HourSend: 200, SentLast24Hours: 200 }, 100],
])("the SES sending quota %s", async (_how, answer, value) => {
  await measureQuota({ send: async () => answer });
  expect(written).toEqual([`${JSON.stringify({ measure: "sending quota used", value })}\n`]);
});

test("a scheduled run of send-mail reports the quota and sends nothing", async () => {
  let measured = 0;
  const dependencies = { measureQuota: async () => void measured++ } as unknown as SendMailDependencies;
  expect(await sendMail(dependencies)({ measure: "quota" })).toEqual({ batchItemFailures: [] });
  expect(measured).toBe(1);
});
