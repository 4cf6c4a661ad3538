import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { mailPreview } from "../../shared/invitation/answers.ts";
import { reminderForecast } from "../../shared/reminders/answers.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import { localeQuery } from "../../shared/schema/locale.ts";

const path = { id: idOf("invitation") };

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/invitations/{id}/preview": {
    operationId: "previewMail",
    summary: "Preview the mail",
    description:
      "The mail in the customer's language or another one. A sample that opens nothing replaces the personal link. A draft's expiry is counted from now.",
    path,
    query: localeQuery,
    answers: { 200: { description: "The mail.", schema: mailPreview, headers: ["ETag"] } },
  },
  "GET /v1/invitations/{id}/reminders": {
    operationId: "readReminders",
    summary: "Read the reminders",
    description:
      "The past or expected outcome of each reminder, with the reason. A draft is shown as if it was sent now.",
    path,
    answers: { 200: { description: "The plan with times and reasons.", schema: reminderForecast, headers: ["ETag"] } },
  },
};

/** The documentation of previews. */
export const description: FunctionDescription = {
  tag: { name: "Previews", description: "The mail of an invitation and the times of its reminders." },
  routes: descriptions,
};
