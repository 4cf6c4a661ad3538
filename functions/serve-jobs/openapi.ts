import { createBody } from "../../shared/invitation/requests.ts";
import { job, jobResult } from "../../shared/jobs/answers.ts";
import { mostPageRows } from "../../shared/jobs/model.ts";
import { jobResultsQuery, jobRowsBody, jobsQuery, newJobBody, pageNumber } from "../../shared/jobs/requests.ts";
import type { AnswerDescription, FunctionDescription } from "../../shared/openapi/description.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { emptyBody } from "../../shared/schema/parse.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import * as z from "zod/mini";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

const path = { id: idOf("job") };
const present: AnswerDescription = { description: "The job.", schema: job, headers: ["ETag"] };
const later: AnswerDescription = { ...present, description: "The job, which is worked on in the background." };

const row = z.clone(createBody).register(documented, {
  id: "JobRow",
  description: "A new invitation. What it does not name is taken from `with` of the job. Its faults are in its result.",
});
const rows = z.extend(jobRowsBody, {
  rows: described(z.array(row).check(z.minLength(1), z.maxLength(mostPageRows)), "The rows of the page."),
});

/** The documentation of jobs. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "POST /v1/jobs": {
      headers: ["Idempotency-Key"],
      body: newJobBody,
      answers: { 202: { ...later, headers: ["ETag", "Location"] } },
      problems: ["job-running", "limit-reached", "partner-frozen", "busy"],
    },
    "GET /v1/jobs": {
      query: jobsQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("JobList", job) } },
    },
    "GET /v1/jobs/{id}": { path, answers: { 200: present } },
    "PUT /v1/jobs/{id}/rows/{n}": {
      path: { ...path, n: pageNumber },
      headers: ["Idempotency-Key"],
      body: rows,
      answers: { 200: present },
      problems: ["wrong-state", "busy"],
    },
    "POST /v1/jobs/{id}/start": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 202: later },
      problems: ["wrong-state", "nothing-asked", "job-running", "busy"],
    },
    "POST /v1/jobs/{id}/cancel": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 202: later },
      problems: ["busy"],
    },
    "GET /v1/jobs/{id}/results": {
      path,
      query: jobResultsQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("JobResultList", jobResult) } },
    },
    "GET /v1/jobs/{id}/results.csv": {
      path,
      answers: {
        200: {
          description: "All results, with a header line (RFC 4180).",
          type: "text/csv",
          schema: described(text, "A cell that a spreadsheet would run as a formula begins with an apostrophe."),
          headers: ["Content-Disposition"],
        },
      },
    },
  },
};
