import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { serveInvitations } from "../../functions/serve-invitations/handler.ts";
import { routes as invitationRoutes } from "../../functions/serve-invitations/manifest.ts";
import { serveOffer } from "../../functions/serve-offer/handler.ts";
import { routes as offerRoutes } from "../../functions/serve-offer/manifest.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { claimNames } from "../../shared/names.ts";
import { readRole } from "../../shared/users/item.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { clockAt } from "../support/builders/fixed-clock.ts";
import { call, claimsOf, type Answer } from "../support/stack/http-event.ts";
import { deploy, newPartner } from "./deployment.ts";
import { Recorder, type Recording } from "./figures/recorder.ts";
import { answered, invocationOf, linkOf, requestOf } from "./requests.ts";

type Event = APIGatewayProxyEventV2;

/** The functions as one caller at a time calls them, in this process, and the DynamoDB requests that a call makes. */
export interface Lane {
  call(event: Event): Promise<Answer>;
  /** The DynamoDB requests of the last call. */
  take(): Recording;
}

/** Callers of the functions on one table: lanes to call on, and the requests of a partner and its customers as events. */
export interface Callers {
  readonly lanes: readonly Lane[];
  create(): Promise<Event>;
  list(limit: number): Promise<Event>;
  page(invitation: Answer["body"]): Promise<Event>;
  /** Accepts everything, on the page as a call answered it. */
  accept(page: Event, answer: Answer): Promise<Event>;
}

/** Registers a partner on a table. */
export async function openCallers(client: DynamoDBClient, table: string, lanes: number): Promise<Callers> {
  const newId = idMaker(clockAt());
  const partnerId = await newPartner(deploy(client, table, newId));
  const claims = { ...claimsOf("admin"), [claimNames.partner]: partnerId };
  const eventOf = async (act: Parameters<typeof requestOf>[0]): Promise<Event> =>
    invocationOf(await requestOf(act), claims).event;
  let customers = 0;
  return {
    lanes: Array.from({ length: lanes }, () => openLane(client, table, newId)),
    create: () => {
      const email = `it@customer-${String(++customers).padStart(9, "0")}.example`;
      const customer = { email, organization: "Contoso", contactName: "Ada", locale: "en" };
      return eventOf(({ partner }) => partner().create({ customer, send: "email" }));
    },
    list: (limit) => eventOf(({ partner }) => partner().list({ limit })),
    page: ({ id }) => eventOf(({ customer }) => customer.open(linkOf(id))),
    accept: async ({ rawPath }, { status, text }) => {
      const page = await answered({ method: "GET", url: `https://rapport.example${rawPath}` }, { status, text });
      return eventOf(({ customer }) => customer.accept(page));
    },
  };
}

function openLane(client: DynamoDBClient, table: string, newId: ReturnType<typeof idMaker>): Lane {
  const recorder = new Recorder(client);
  return { call: callsTo(deploy(recorder.client, table, newId)), take: () => recorder.take() };
}

/** The functions of partners' calls and customers' pages, in this process. */
export function callsTo(dependencies: Dependencies): Lane["call"] {
  const newCorrelationId = (): string => "c-1";
  const partner = httpBoundary({
    routes: invitationRoutes,
    handlers: serveInvitations(dependencies, clockAt()),
    newCorrelationId,
    readRole: (user) => readRole(dependencies.table, user),
  });
  const handlers = serveOffer(dependencies, { clock: clockAt(), operatorName: "Rapport" });
  const customer = httpBoundary({ routes: offerRoutes, handlers, newCorrelationId, bodies: "form" });
  return (event) => call(event.routeKey.includes("/i/") ? customer : partner, event);
}
