import { exampleDay, happened } from "../asyncapi/example-setting.ts";
import type { StoredEvent } from "../events/envelope.ts";
import type { DataRequestKind } from "./model.ts";
import { afterPage, newDataRequest } from "./pass-rules.ts";

/** A request after a pass that found nothing more. */
function doneOf(kind: DataRequestKind) {
  const asked = {
    ...{ id: "job_01JD0000000000000000000001", kind, email: "ada@customer.example", requestedBy: "operator-1" },
    ...{ subject: "adr_7K3M9QXTB2V5N8RWD4H6J1CZ0P", correlationId: "2f1c0000-0000-4000-8000-000000000001" },
  };
  const counts = { invitation: 2, event: 9 };
  const before = { ...newDataRequest(asked, exampleDay(12)), pass: 3, counts };
  const { event } = afterPage(before, { found: 0, failed: 0, names: [], counts: {}, kept: [] }, null, exampleDay(12));
  return event === null ? [] : [event];
}

/** One event of each kind. */
export const dataRequestExamples: readonly StoredEvent[] = happened("operator", 12, [
  ...doneOf("export"),
  ...doneOf("erasure"),
]);
