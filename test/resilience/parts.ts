import type { FunctionName } from "../../infra/manifests.ts";

/** A part of the story is a test file, so that no worker waits for another that plays all of it. */
export type Part = "partners" | "customers" | "portal" | "time";

/** These call nobody. */
type Silent = "serve-public" | "shape-token";

/** Every function that calls anybody, and a part in which it has to be struck; it may be in others too. */
const partOf: Readonly<Record<Exclude<FunctionName, Silent>, Part>> = {
  "serve-invitations": "partners",
  "serve-batch": "partners",
  "serve-previews": "partners",
  "serve-customers": "customers",
  "serve-partner": "partners",
  "serve-users": "partners",
  "serve-operator": "partners",
  "serve-offer": "customers",
  "serve-unsubscribe": "customers",
  "serve-confirm": "customers",
  "serve-portal": "portal",
  "receive-callback": "customers",
  "publish-events": "partners",
  "send-mail": "time",
  "record-delivery": "partners",
  "count-invitations": "partners",
  "sweep-due": "time",
};

/** Calls that only another fault leads to. */
const rare: readonly (readonly [call: string, part: Part])[] = [
  ["dynamodb DeleteItem send-mail", "time"],
  ["sqs ChangeMessageVisibility send-mail", "time"],
  ["sqs SendMessage publish-events", "partners"],
  ["dynamodb GetItem publish-events", "partners"],
];

/** Functions that can be struck. */
export const callers: readonly string[] = Object.keys(partOf);

/** Functions that a part has to strike. */
export const callersIn = (part: Part): string[] =>
  Object.entries(partOf).flatMap(([name, at]) => (at === part ? [name] : []));

/** Rare calls that a part has to strike. */
export const rareIn = (part: Part): string[] => rare.flatMap(([call, at]) => (at === part ? [call] : []));
