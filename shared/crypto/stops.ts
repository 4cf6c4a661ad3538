import { isId } from "../kernel/ids.ts";
import type { MasterKey } from "./master-key.ts";
import { partsOfToken, signToken } from "./signed-token.ts";

/** What a mailed link can stop, with the kind of id that its subject has. */
export const stopKinds = { recovery: "customer", code: "invitation" } as const;
export type StopKind = keyof typeof stopKinds;

/** The content of a link that stops something. The table holds whether it can still be stopped. */
export interface Stop {
  readonly kind: StopKind;
  /** Id of the customer that is recovered, or of the invitation whose code was mailed. */
  readonly subject: string;
  /** Pseudonym of the address that the link was mailed to. */
  readonly address: string;
  /** Number of the recovery, or version of the invitation's link. */
  readonly number: number;
}

/** The token of `…/stop/{token}`. */
export const signStop = ({ kind, subject, address, number }: Stop, masterKey: MasterKey): string =>
  signToken("stop", [kind, subject, address, number], masterKey);

/** The content of a genuine token; null for any other text. */
export function verifyStop(token: string, masterKey: MasterKey): Stop | null {
  const [name, subject = "", address = "", number] = partsOfToken("stop", 4, token, masterKey) ?? [];
  const kind = (Object.keys(stopKinds) as StopKind[]).find((known) => known === name);
  if (kind === undefined || !isId(stopKinds[kind], subject)) return null;
  return { kind, subject, address, number: Number(number) };
}
