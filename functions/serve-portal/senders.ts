import { changeSenders, readKnownSenders, readSender } from "../../shared/commands/change-senders.ts";
import { senderModes, senderStandings } from "../../shared/domain/senders.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { portalPath } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { fieldOf } from "./form.ts";
import { acting, reading, type PortalDependencies } from "./session.ts";
import { senderPage, sendersPage } from "./view-senders.ts";

type SendersRoute = `${"GET" | "POST"} /portal/senders${"" | "/{id}"}`;

/** Whom a customer takes requests from: the lists of product table, row 14. */
export const senderRoutes = (dependencies: PortalDependencies): Record<SendersRoute, RouteHandler> => ({
  "GET /portal/senders": reading(dependencies, async ({ moment, setting, texts }) => {
    const known = await readKnownSenders(dependencies, moment.customerId);
    return pageAnswer(sendersPage({ ...setting, ...known }, texts));
  }),

  "POST /portal/senders": acting(dependencies, ["mode"], async ({ request, moment, setting: { locale } }) => {
    const mode = oneOf(senderModes, fieldOf(request, "mode"));
    await changeSenders(dependencies, { mode }, moment);
    return seeOther(portalPath("/senders", { locale, done: "senders" }));
  }),

  "GET /portal/senders/{id}": reading(dependencies, async ({ request, moment, setting, texts }) => {
    const found = await readSender(dependencies, moment.customerId, partnerIdOf(request));
    return pageAnswer(senderPage({ ...setting, ...found }, texts));
  }),

  "POST /portal/senders/{id}": acting(dependencies, ["standing"], async ({ request, moment, setting: { locale } }) => {
    const partnerId = partnerIdOf(request);
    const standing = oneOf(senderStandings, fieldOf(request, "standing"));
    await changeSenders(dependencies, { partnerId, standing }, moment);
    return seeOther(portalPath(`/senders/${partnerId}`, { locale, done: "senders" }));
  }),
});

const partnerIdOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";

function oneOf<Value extends string>(known: readonly Value[], said: string): Value {
  const value = known.find((one) => one === said);
  if (value === undefined) throw new Refusal("validation", "The form says nothing that can be done.");
  return value;
}
