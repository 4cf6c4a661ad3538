import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { csvAnswer } from "../../shared/http/csv.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { idIn, type HttpRequest, type RouteHandlers } from "../../shared/http/request.ts";
import { notFound } from "../../shared/kernel/refusal.ts";
import { cancelOpenJob, putJobRows, startCollected } from "../../shared/jobs/commands/change-job.ts";
import { createJob } from "../../shared/jobs/commands/create-job.ts";
import { readAllResults, readJobs, readOwnJob, readResults } from "../../shared/jobs/commands/read-jobs.ts";
import { jobResultsQuery, jobRowsBody, jobsQuery, newJobBody, pageNumber } from "../../shared/jobs/requests.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";
import { jobAnswer, resultBody, resultColumns } from "./view.ts";

/** A partner's jobs, route by route. */
export function serveJobs(
  dependencies: Pick<Dependencies, "table" | "newId">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  const { table } = dependencies;
  const change = (request: HttpRequest) => ({
    cause: causedByCaller(request, clock()),
    isAdmin: callerOf(request).role === "admin",
    claim: idempotencyClaim(request),
  });
  const reader = (request: HttpRequest) => ({ partnerId: callerOf(request).partnerId, now: clock() });

  return {
    "POST /v1/jobs": async (request) => {
      const { with: given = {}, ids = [], filter = null, ...input } = parseTerms(newJobBody, request.body);
      const { id, email } = callerOf(request);
      const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const asked = filter && { ...filter, ...(filter.createdBy === "me" && { createdBy: id }) };
      const made = await createJob(
        dependencies,
        { ...input, ids, options, filter: asked },
        { id, email },
        causedByCaller(request, clock()),
        idempotencyClaim(request),
      );
      return jobAnswer(202, made, `/v1/jobs/${made.job.id}`);
    },

    "GET /v1/jobs": async (request) => {
      const { limit, cursor = null } = parseQuery(jobsQuery, request.query);
      return { status: 200, body: await readJobs(table, reader(request), { limit, cursor }) };
    },

    "GET /v1/jobs/{id}": async (request) =>
      readAnswer(request, await readOwnJob(table, idIn(request), reader(request))),

    "PUT /v1/jobs/{id}/rows/{n}": async (request) => {
      const page = pageNumber.safeParse(request.parameters["n"]).data;
      if (page === undefined) throw notFound("page");
      const { rows } = parse(jobRowsBody, request.body);
      return jobAnswer(200, await putJobRows({ table }, idIn(request), { page: Number(page), rows }, change(request)));
    },

    "POST /v1/jobs/{id}/start": async (request) => {
      parse(emptyBody, request.body);
      return jobAnswer(202, await startCollected({ table }, idIn(request), change(request)));
    },

    "POST /v1/jobs/{id}/cancel": async (request) => {
      parse(emptyBody, request.body);
      return jobAnswer(202, await cancelOpenJob({ table }, idIn(request), change(request)));
    },

    "GET /v1/jobs/{id}/results": async (request) => {
      const { limit, cursor = null } = parseQuery(jobResultsQuery, request.query);
      const { items, next } = await readResults(table, idIn(request), reader(request), { limit, cursor });
      return { status: 200, body: { items: items.map((one) => resultBody(one, request.correlationId)), next } };
    },

    "GET /v1/jobs/{id}/results.csv": async (request) => {
      const results = await readAllResults(table, idIn(request), reader(request));
      const items = results.map((one) => resultBody(one, request.correlationId));
      return csvAnswer(request, `results-${idIn(request)}`, resultColumns, { items, next: null });
    },
  };
}
