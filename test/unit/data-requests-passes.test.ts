import { expect, test } from "vitest";
import { afterPage, newDataRequest, type PageResult } from "../../shared/data-requests/pass-rules.ts";
import type { DataRequestKind } from "../../shared/data-requests/model.ts";
import { later, now } from "../support/builders/fixed-clock.ts";

const none: PageResult = { found: 0, failed: 0, names: [], counts: {}, kept: [] };
const start = (kind: DataRequestKind) =>
  newDataRequest(
    { id: "job_1", kind, email: "ada@customer.example", subject: "adr_1", requestedBy: "o", correlationId: "c" },
    now,
  );
const cursor = "page 2";
const run = (kind: DataRequestKind, ...pages: readonly (PageResult & { readonly more?: boolean })[]) =>
  pages.reduce((request, { more, ...page }) => afterPage(request, page, more ? cursor : null, now).after, start(kind));

test("within a pass, what was found is added up and the next page begins where this one ended", () => {
  const first = { ...none, found: 2, names: ["Ada Lovelace"], counts: { event: 2 }, more: true };
  const after = run("erasure", first, { ...none, found: 1, names: ["Ada Lovelace"], counts: { event: 1 }, more: true });
  expect(after).toMatchObject({ pass: 1, cursor, found: 3, names: ["Ada Lovelace"], counts: { event: 3 } });
});

test("an erasure reads once to learn the names, and then until it finds nothing, with time between the passes", () => {
  expect(run("erasure", none)).toMatchObject({ status: "running", pass: 2, passFrom: later({ minutes: 5 }) });
  expect(run("erasure", none, { ...none, found: 1 })).toMatchObject({ status: "running", pass: 3, found: 0 });
  const done = run("erasure", none, { ...none, found: 1 }, none);
  expect(done).toMatchObject({ status: "done", version: 1, email: null, names: [], finishedAt: now });
});

test("what is kept is what the last pass kept", () => {
  const kept = [{ reason: "user", id: "user-1", partnerId: "ptn_1", until: null }] as const;
  expect(run("erasure", none, { ...none, found: 1, kept: [...kept] }, { ...none, kept: [...kept] }).kept).toEqual(kept);
});

test("an export reads again for names that it learned, and counts what the last pass wrote", () => {
  expect(run("export", { ...none, counts: { event: 2 } })).toMatchObject({ status: "done", counts: { event: 2 } });
  const named = { ...none, names: ["Ada Lovelace"], counts: { event: 2 } };
  expect(run("export", named)).toMatchObject({ status: "running", pass: 2, passFrom: now });
  expect(run("export", named, { ...none, counts: { event: 3 } })).toMatchObject({
    status: "done",
    counts: { event: 3 },
  });
});

test("neither is done while an item failed", () => {
  const failed = { ...none, failed: 1 };
  expect(run("export", failed)).toMatchObject({ status: "running", failed: 0, passFrom: later({ minutes: 5 }) });
  expect(run("erasure", none, failed)).toMatchObject({ status: "running", pass: 3 });
});
