import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { serveInvitations } from "../../functions/serve-invitations/handler.ts";
import { routes as invitationRoutes } from "../../functions/serve-invitations/manifest.ts";
import { serveOffer } from "../../functions/serve-offer/handler.ts";
import { routes as offerRoutes } from "../../functions/serve-offer/manifest.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { signLink } from "../../shared/crypto/links.ts";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { claimNames } from "../../shared/names.ts";
import { readRole } from "../../shared/users/item.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { clockAt } from "../support/builders/fixed-clock.ts";
import { anHttpEvent, call, claimsOf, json, type Answer } from "../support/stack/http-event.ts";
import { deploy, newPartner } from "./deployment.ts";
import { Recorder, type Recording } from "./figures/recorder.ts";

type Event = APIGatewayProxyEventV2;

/** The functions as one caller at a time meets them, in this process, with the requests that a call makes. */
export interface Lane {
  call(event: Event): Promise<Answer>;
  /** What the last call asked of DynamoDB. */
  take(): Recording;
}

/** A partner's events, and lanes to call them on. */
export interface Scene {
  readonly lanes: readonly Lane[];
  create(): Event;
  list(query: Record<string, string>): Event;
  page(link: string): Event;
  accept(link: string, invitation: Answer["body"]): Event;
  /** The link that the mail of an invitation that was just made would have. */
  linkOf(invitation: Answer["body"]): string;
}

/** Opens a scene with a new partner on a table. */
export async function openScene(client: DynamoDBClient, table: string, lanes: number): Promise<Scene> {
  const newId = idMaker(clockAt());
  const partnerId = await newPartner(deploy(client, table, newId));
  const claims = { ...claimsOf("admin"), [claimNames.partner]: partnerId };
  let customers = 0;
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return {
    lanes: Array.from({ length: lanes }, () => openLane(client, table, newId)),
    create: () => {
      const email = `it@customer-${String(++customers).padStart(9, "0")}.example`;
      const customer = { email, organization: "Contoso", contactName: "Ada", locale: "en" };
      return anHttpEvent({ routeKey: "POST /v1/invitations", claims, ...json({ customer, send: "email" }) });
    },
    list: (query) => anHttpEvent({ routeKey: "GET /v1/invitations", claims, query }),
    page: (link) => anHttpEvent({ routeKey: "GET /i/{link}", claims: null, parameters: { link } }),
    accept: (link, { permissions, offerDigest }) => {
      const body = acceptanceOf({ permissions, offerDigest }).toString();
      const routeKey = "POST /i/{link}/decision";
      return anHttpEvent({ routeKey, claims: null, parameters: { link }, headers: form, body });
    },
    linkOf: ({ id }) => signLink({ invitationId: String(id), version: 1, epoch: 1 }, aMasterKey()),
  };
}

/** The form of a customer who accepts everything. */
export function acceptanceOf({ permissions, offerDigest }: Answer["body"]): URLSearchParams {
  const said = { decision: "accept", name: "Ada", agreement: "on", offer: String(offerDigest) };
  const granted = (permissions as string[]).map((permission): [string, string] => ["permission", permission]);
  return new URLSearchParams([...Object.entries(said), ...granted]);
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
