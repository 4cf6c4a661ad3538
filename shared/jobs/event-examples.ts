import { exampleActors, exampleDay, exampleIds, happened } from "../asyncapi/example-setting.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { afterPage, endJob, startedJob } from "./rules.ts";

const started = startedJob(
  {
    ...{ id: "job_01JD0000000000000000000002", partnerId: exampleIds.partner, sandbox: false },
    ...{ action: "resend", dryRun: false, options: {}, filter: null, pages: { 1: 3 } },
    createdBy: { id: exampleActors.partner.id, email: "sales@partner.example" },
    correlationId: "2f1c0000-0000-4000-8000-000000000001",
  },
  exampleDay(210),
);
const worked = afterPage(
  started.after,
  [{ result: "ok" }, { result: "unchanged" }, { result: "refused" }],
  exampleDay(210),
);
const ended = endJob(worked.after, "done", exampleDay(210));

/** A job's life. */
export const jobExamples: readonly StoredEvent[] = happened(
  "partner",
  210,
  [started, ended].flatMap(({ event }) => (event === null ? [] : [event])),
);
