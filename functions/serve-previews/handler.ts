import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { previewMail, type PreviewNeeds } from "./preview-mail.ts";
import { readReminders } from "../../shared/invitation/reads/read-invitation.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { parseQuery } from "../../shared/schema/parse.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";
import { localeQuery } from "../../shared/schema/locale.ts";

/** Previews of an invitation's mail and the times of its reminders. */
export function servePreviews(
  dependencies: PreviewNeeds & Pick<Dependencies, "masterKey">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  return {
    "GET /v1/invitations/{id}/preview": async (request) => {
      const { locale = null } = parseQuery(localeQuery, request.query);
      const wanted = { partnerId: callerOf(request).partnerId, id: idIn(request), locale };
      return readAnswer(request, await previewMail(dependencies, wanted, clock()));
    },

    "GET /v1/invitations/{id}/reminders": async (request) => {
      const { partnerId } = callerOf(request);
      return readAnswer(request, await readReminders(dependencies, partnerId, idIn(request), clock()));
    },
  };
}
