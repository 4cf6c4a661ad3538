import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { mailPreview } from "../../shared/invitation/answers.ts";
import { reminderForecast } from "../../shared/reminders/answers.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { localeQuery } from "../../shared/schema/locale.ts";

const path = { id: idOf("invitation") };

/** The documentation of previews. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/invitations/{id}/preview": {
      path,
      query: localeQuery,
      answers: { 200: { description: "The mail.", schema: mailPreview, headers: ["ETag"] } },
    },
    "GET /v1/invitations/{id}/reminders": {
      path,
      answers: {
        200: { description: "The plan with times and reasons.", schema: reminderForecast, headers: ["ETag"] },
      },
    },
  },
};
