import { describe, expect, test } from "vitest";
import { supportLifecycle, type SupportAction } from "../../shared/support/lifecycle.ts";
import { mostMessages, supportStatuses, type SupportRequest } from "../../shared/support/model.ts";
import { newSupportBody, supportMessageBody } from "../../shared/support/requests.ts";
import { closeRequest, openRequest, writeMessage, type SupportStep } from "../../shared/support/rules.ts";
import { parse } from "../../shared/schema/parse.ts";
import { ids } from "../support/builders/builders.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { refusalOf } from "../support/refusals.ts";

const given = { id: "sup_01JD0000000000000000000006", partnerId: ids.partner, customerId: ids.customer };
const asked = { kind: "service", severity: "high", service: "office-365", subject: "Mails" } as const;
const opened = openRequest({ ...given, sandbox: false, openedBy: "user-1" }, { ...asked, text: "Late." }, now);
const at = later({ days: 1 });
const inStatus = (status: SupportRequest["status"]): SupportRequest => ({ ...opened.after, status });

/** How each row of the table is carried out. A row without one does not compile. */
const carriedOut: Record<Exclude<SupportAction, "open">, (before: SupportRequest) => SupportStep | null> = {
  continue: (before) => writeMessage(before, "partner", "More.", at),
  reopen: (before) => writeMessage(before, "partner", "Again.", at),
  answer: (before) => writeMessage(before, "operator", "Solved.", at),
  close: (before) => closeRequest(before, "operator", at),
};
const cells = supportLifecycle.flatMap((row) =>
  row.action === "open" ? [] : supportStatuses.map((status) => ({ ...row, status })),
);

describe("a support request", () => {
  test("is opened with its first message", () => {
    expect(opened.after).toMatchObject({
      ...given,
      ...asked,
      status: "open",
      version: 1,
      messageCount: 1,
      openedAt: now,
    });
    expect(opened.event).toMatchObject({
      ...{ type: "SupportRequestOpened", aggregate: given.id, sequence: 1 },
      data: { request: { id: given.id, subject: "Mails" }, message: { number: 1, text: "Late." } },
    });
  });

  test.each(cells.filter(({ from, status }) => from.some((one) => one === status)))(
    "goes on from $status with $action",
    ({ action, status, to, event }) => {
      const step = carriedOut[action](inStatus(status));
      expect(step).toMatchObject({
        after: { status: to, version: 2, updatedAt: at },
        event: { type: event, sequence: 2 },
      });
      expect(step?.after.messageCount).toBe(action === "close" ? 1 : 2);
    },
  );

  test.each(["partner", "operator"] as const)("that is closed takes no message of the %s", (side) => {
    const refusal = refusalOf(() => writeMessage(inStatus("closed"), side, "Late.", at));
    expect(refusal).toMatchObject({ kind: "wrong-state", members: { requestStatus: "closed" } });
  });

  test("says which side closed it, and when; closing it again changes nothing", () => {
    const { after } = closeRequest(opened.after, "partner", at)!;
    expect(after).toMatchObject({ status: "closed", closedAt: at, closedBy: "partner" });
    expect(closeRequest(after, "operator", later({ days: 2 }))).toBeNull();
  });

  test("has a maximum number of messages, and can still be closed", () => {
    const full = { ...opened.after, messageCount: mostMessages };
    expect(writeMessage({ ...full, messageCount: mostMessages - 1 }, "partner", "Last.", at).after).toEqual({
      ...{ ...full, version: 2, updatedAt: at },
    });
    const refusal = refusalOf(() => writeMessage(full, "operator", "Too many.", at));
    expect(refusal).toMatchObject({ kind: "limit-reached", members: { limit: mostMessages } });
    expect(closeRequest(full, "partner", at)).not.toBeNull();
  });
});

describe("the body of a support request", () => {
  const body = { kind: "customer-access", severity: "low", subject: " Access ", text: " Line one\nline two " };

  test("is trimmed, and names a service of the catalogue or none", () => {
    expect(parse(newSupportBody, body)).toEqual({ ...body, subject: "Access", text: "Line one\nline two" });
    expect(parse(newSupportBody, { ...body, service: "office-365" })).toMatchObject({ service: "office-365" });
  });

  test.each([
    ["/subject", { subject: "Two\nlines" }, "unfit-characters"],
    ["/text", { text: " \n\t" }, "empty"],
    ["/text", { text: "x".repeat(10_001) }, "too-long"],
    ["/service", { service: "office-97" }, "unknown-value"],
    ["/severity", { severity: "urgent" }, "unknown-value"],
  ])("is refused at %s with %j", (pointer, named, code) => {
    const refusal = refusalOf(() => parse(newSupportBody, { ...body, ...named }));
    expect(refusal.faults).toMatchObject([{ pointer, code }]);
  });

  test("of a message needs a text", () => {
    expect(refusalOf(() => parse(supportMessageBody, {})).faults).toMatchObject([
      { pointer: "/text", code: "missing" },
    ]);
  });
});
