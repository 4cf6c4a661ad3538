import * as countInvitations from "../functions/count-invitations/manifest.ts";
import * as fulfilDataRequests from "../functions/fulfil-data-requests/manifest.ts";
import * as publishEvents from "../functions/publish-events/manifest.ts";
import * as receiveCallback from "../functions/receive-callback/manifest.ts";
import * as recordDelivery from "../functions/record-delivery/manifest.ts";
import * as sendMail from "../functions/send-mail/manifest.ts";
import * as serveAccess from "../functions/serve-access/manifest.ts";
import * as serveBatch from "../functions/serve-batch/manifest.ts";
import * as serveConfirm from "../functions/serve-confirm/manifest.ts";
import * as serveConsole from "../functions/serve-console/manifest.ts";
import * as serveConsoleSettings from "../functions/serve-console-settings/manifest.ts";
import * as serveCustomers from "../functions/serve-customers/manifest.ts";
import * as serveInvitations from "../functions/serve-invitations/manifest.ts";
import * as serveJobs from "../functions/serve-jobs/manifest.ts";
import * as serveOffer from "../functions/serve-offer/manifest.ts";
import * as serveOperator from "../functions/serve-operator/manifest.ts";
import * as servePartner from "../functions/serve-partner/manifest.ts";
import * as servePortal from "../functions/serve-portal/manifest.ts";
import * as servePreviews from "../functions/serve-previews/manifest.ts";
import * as servePublic from "../functions/serve-public/manifest.ts";
import * as serveReceipts from "../functions/serve-receipts/manifest.ts";
import * as serveRelationships from "../functions/serve-relationships/manifest.ts";
import * as serveSupport from "../functions/serve-support/manifest.ts";
import * as serveUnsubscribe from "../functions/serve-unsubscribe/manifest.ts";
import * as serveUsers from "../functions/serve-users/manifest.ts";
import * as shapeToken from "../functions/shape-token/manifest.ts";
import * as sweepDue from "../functions/sweep-due/manifest.ts";
import * as workJobs from "../functions/work-jobs/manifest.ts";
import type { EnvironmentKey, Needs, Route } from "../shared/manifest.ts";

/** The content of `functions/<name>/manifest.ts`, which is data only. */
interface Manifest {
  /** What it serves over HTTP. */
  readonly routes?: readonly Route[];
  readonly needs: Needs;
  /** The settings in its environment. The key of a resource also grants access to it. */
  readonly environment: readonly EnvironmentKey[];
}

const collected = {
  "serve-invitations": serveInvitations,
  "serve-batch": serveBatch,
  "serve-jobs": serveJobs,
  "serve-previews": servePreviews,
  "serve-customers": serveCustomers,
  "serve-relationships": serveRelationships,
  "serve-access": serveAccess,
  "serve-support": serveSupport,
  "serve-partner": servePartner,
  "serve-users": serveUsers,
  "serve-operator": serveOperator,
  "serve-offer": serveOffer,
  "serve-receipts": serveReceipts,
  "serve-unsubscribe": serveUnsubscribe,
  "serve-confirm": serveConfirm,
  "serve-portal": servePortal,
  "serve-console": serveConsole,
  "serve-console-settings": serveConsoleSettings,
  "serve-public": servePublic,
  "receive-callback": receiveCallback,
  "publish-events": publishEvents,
  "send-mail": sendMail,
  "record-delivery": recordDelivery,
  "count-invitations": countInvitations,
  "work-jobs": workJobs,
  "sweep-due": sweepDue,
  "fulfil-data-requests": fulfilDataRequests,
  "shape-token": shapeToken,
} satisfies Readonly<Record<string, Manifest>>;

/** The name of a function: its folder, construct id, log group and alarm. */
export type FunctionName = keyof typeof collected;

/** Every function's manifest; a folder under `functions/` that is not here fails the architecture test. */
export const manifests: Readonly<Record<FunctionName, Manifest>> = collected;

/** Every function, in the order in which documents and stack have them. */
export const functionNames = Object.keys(manifests) as FunctionName[];

/** The whole HTTP surface. The stack makes the gateway's routes from it, the document its paths, the tests their matrix. */
export const routes = functionNames.flatMap((name) =>
  (manifests[name].routes ?? []).map((route) => ({ ...route, function: name })),
);
