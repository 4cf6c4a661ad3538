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
      "As it goes out, in the customer's language or another one. Where the personal link will be stands a sample that opens nothing. A draft's end is counted from now.",
    path,
    query: localeQuery,
    answers: { 200: { description: "The mail.", schema: mailPreview, headers: ["ETag"] } },
  },
  "GET /v1/invitations/{id}/reminders": {
    operationId: "readReminders",
    summary: "Read when reminders go out",
    description: "What became of each entry of the plan, or will, and why. A draft is shown as if it was sent now.",
    path,
    answers: { 200: { description: "The plan with times and reasons.", schema: reminderForecast, headers: ["ETag"] } },
  },
};

/** What the document says of mails before they go out. */
export const description: FunctionDescription = {
  tag: { name: "Previews", description: "What the mails of an invitation will say, and when they go out." },
  routes: descriptions,
};
