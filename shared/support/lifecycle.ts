import type { Actor } from "../events/event.ts";
import { allowFrom } from "../kernel/lifecycle.ts";
import type { SupportEventType } from "./events.ts";
import type { SupportRequest, SupportStatus } from "./model.ts";

interface Row {
  readonly action: string;
  /** Empty: the action makes the request. */
  readonly from: readonly SupportStatus[];
  readonly to: SupportStatus;
  readonly by: readonly Actor["kind"][];
  readonly event: SupportEventType;
}

/** The lifecycle: guards, tests and the diagram in docs are derived from it. */
export const supportLifecycle = [
  { action: "open", from: [], to: "open", by: ["partner"], event: "SupportRequestOpened" },
  { action: "continue", from: ["open"], to: "open", by: ["partner"], event: "SupportRequestContinued" },
  { action: "reopen", from: ["answered"], to: "open", by: ["partner"], event: "SupportRequestReopened" },
  { action: "answer", from: ["open", "answered"], to: "answered", by: ["operator"], event: "SupportRequestAnswered" },
  {
    action: "close",
    from: ["open", "answered"],
    to: "closed",
    by: ["partner", "operator"],
    event: "SupportRequestClosed",
  },
] as const satisfies readonly Row[];

/** Something that can be done to a support request. */
export type SupportAction = (typeof supportLifecycle)[number]["action"];

/** The row of an action. */
export const supportRow = (action: SupportAction): Row =>
  // Every member of the union is the action of some row.
  supportLifecycle.find((row) => row.action === action)!;

/** Refuses an action that the request's status does not allow. */
export const allowOnRequest = (action: SupportAction, request: SupportRequest): SupportRequest =>
  allowFrom("request", supportRow(action), request);
