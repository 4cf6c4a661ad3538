import {
  readCustomerInvitation,
  readCustomerRelationship,
  readCustomerRelationships,
} from "../../shared/customer/commands/read-customer.ts";
import { readReceipt } from "../../shared/invitation/reads/read-receipt.ts";
import { receiptAnswer } from "../../shared/http/receipt-answer.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { sessionAnswer } from "./answers.ts";
import { choose } from "./choice.ts";
import { readingCustomer, visitCustomer, type CustomerVisit } from "./customer-visit.ts";
import { customerSetting } from "./page-setting.ts";
import { partnerModel } from "./partner-model.ts";
import { reading, visitOf, type PortalDependencies } from "./session.ts";
import { signInForm } from "./sign-in.ts";
import { homePage } from "./pages/home.ts";
import { relationshipPage } from "./pages/relationship.ts";

type PartnersRoute =
  | `GET /portal${"" | "/customers/{id}" | "/relationships/{id}"}`
  | "GET /portal/relationships/{id}/receipts/{invitation}";

/** What a customer sees of its partners (product table, rows 35 and 40). */
export function partnerRoutes(dependencies: PortalDependencies): Record<PartnersRoute, RouteHandler> {
  const home: RouteHandler = async (request) => {
    const visit = await visitOf(dependencies, request);
    if (visit === null) return signInForm(dependencies, request);
    const [only = "", ...others] = visit.session.customers;
    if (others.length > 0) return choose(dependencies, visit);
    return showHome(await visitCustomer(dependencies, visit, only));
  };

  async function showHome({ moment, setting, texts }: CustomerVisit): Promise<HttpAnswer> {
    const all = await readCustomerRelationships(dependencies, moment.customerId);
    const partners = all.map(({ relationship, partner }) => partnerModel(relationship, partner, moment.now));
    return sessionAnswer(homePage({ ...setting, partners, now: moment.now }, texts));
  }

  return {
    "GET /portal": home,
    "GET /portal/customers/{id}": readingCustomer(dependencies, showHome),
    "GET /portal/relationships/{id}": reading(dependencies, async ({ request, moment, setting, texts }) => {
      const { now } = moment;
      const found = await readCustomerRelationship(dependencies, moment, relationshipIdOf(request));
      const { relationship, partner, events, maySend } = found;
      const model = partnerModel(relationship, partner, now);
      const receipts = receiptsIn(events);
      const page = { ...customerSetting(setting, found, now), model, events, receipts, maySend, now };
      return sessionAnswer(relationshipPage(page, texts));
    }),

    "GET /portal/relationships/{id}/receipts/{invitation}": reading(dependencies, async ({ request, moment }) => {
      const wanted = {
        relationshipId: relationshipIdOf(request),
        invitationId: request.parameters["invitation"] ?? "",
      };
      const invitation = await readCustomerInvitation(dependencies, moment, wanted);
      return receiptAnswer(invitation.id, await readReceipt(dependencies, invitation));
    }),
  };
}

/** Which relationship a request is about. */
export const relationshipIdOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";

/** Each invitation that was accepted for the relationship: the events that say so name it. */
const receiptsIn = (events: readonly StoredEvent[]) =>
  events.flatMap(({ data, metadata }) =>
    typeof data["invitationId"] === "string" ? [{ invitationId: data["invitationId"], at: metadata.occurredAt }] : [],
  );
