import * as z from "zod/mini";
import { event } from "../asyncapi/description.ts";
import { job } from "./answers.ts";

const data = z.strictObject({ job });

/** What happens to jobs. */
export const jobEvents = {
  JobStarted: event("A job of a partner started to work on its rows.", data),
  JobFinished: event("A job of a partner is done, was cancelled or failed.", data),
};

/** Events of a job. */
export type JobEventType = keyof typeof jobEvents;
