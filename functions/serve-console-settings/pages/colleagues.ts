import { addUser } from "../../../shared/users/add-user.ts";
import { changeUserRole, readUser, removeUser, resendFirstPassword } from "../../../shared/users/change-user.ts";
import { listUsers } from "../../../shared/users/item.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import { newUserBody, roleBody, usersQuery } from "../../../shared/users/requests.ts";
import { consolePath } from "../../../shared/console/addresses.ts";
import { causedByCaller } from "../../../shared/http/cause.ts";
import { idIn, type HttpAnswer } from "../../../shared/http/request.ts";
import { choice, text } from "../../../shared/pages/form.ts";
import { onTo } from "../../../shared/pages/session-answers.ts";
import { parse, parseQuery } from "../../../shared/schema/parse.ts";
import { formAction, formPage, showing, type OwnVisit } from "../dependencies.ts";
import { colleaguesPage, type ColleagueAction } from "./colleague-list.ts";
import { colleaguePage, newColleaguePage, removeColleaguePage } from "./colleague-forms.ts";

const toList = ({ setting: { locale } }: OwnVisit, done: ColleagueAction): HttpAnswer =>
  onTo(consolePath("/colleagues", { locale, done }));

const userOf = ({ console, request }: OwnVisit): Promise<PartnerUser> =>
  readUser(console, request.caller.partnerId, idIn(request));

/** The version that the form was made for: a change that came meanwhile must not be overwritten. */
const versionIn = (typed: string): readonly number[] => (/^\d{1,9}$/.test(typed) ? [Number(typed)] : []);

/** The pages of a partner's users. */
export const colleagueRoutes = {
  "GET /console/colleagues": showing(async ({ console, request, setting, texts }) => {
    const { cursor: asked } = request.query;
    const { limit, cursor = null } = parseQuery(usersQuery, asked === undefined ? {} : { cursor: asked });
    const { partnerId } = request.caller;
    return colleaguesPage(setting, await listUsers(console.table, { partnerId, limit, cursor }), texts);
  }),

  ...formPage("/console/colleagues/new", {
    fields: { email: text(254), role: choice(20) },
    fieldOf: { refusals: { "user-exists": "email" } },
    show: ({ setting, texts }, typed, errors) => newColleaguePage(setting, { typed, errors }, texts),
    act: async (visit, { email, role }) => {
      const { console, request, now, texts } = visit;
      if (role === null) return [{ field: "role", message: texts.colleagues.roleMissing }];
      await addUser(console, parse(newUserBody, { email, role }), causedByCaller(request, now), null);
      return toList(visit, "added");
    },
  }),

  ...formPage("/console/colleagues/{id}", {
    fields: { role: choice(20), version: text(9) },
    show: async (visit, _, errors) => colleaguePage(visit.setting, { user: await userOf(visit), errors }, visit.texts),
    act: async (visit, { role, version }) => {
      const { console, request, now } = visit;
      const cause = causedByCaller(request, now);
      const { role: wanted } = parse(roleBody, { role });
      await changeUserRole(console, idIn(request), wanted, versionIn(version), cause);
      return toList(visit, "changed");
    },
  }),

  "GET /console/colleagues/{id}/resend": showing(({ request, setting: { locale } }) =>
    onTo(consolePath(`/colleagues/${idIn(request)}`, { locale })),
  ),
  "POST /console/colleagues/{id}/resend": formAction({}, async (visit) => {
    const { console, request } = visit;
    await resendFirstPassword(console, request.caller.partnerId, idIn(request), "any");
    return toList(visit, "resent");
  }),

  ...formPage("/console/colleagues/{id}/remove", {
    fields: { version: text(9) },
    show: async (visit) => removeColleaguePage(visit.setting, { user: await userOf(visit) }, visit.texts),
    act: async (visit, { version }) => {
      const { console, request, now } = visit;
      await removeUser(console, idIn(request), versionIn(version), causedByCaller(request, now));
      return toList(visit, "removed");
    },
  }),
};
