import { isId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { MasterKey } from "./master-key.ts";
import { partsOfToken, signToken } from "./signed-token.ts";

/** What a mailbox can confirm by a mailed link, with the kind of id that its subject has. */
export const confirmationKinds = { notifications: "partner", administrator: "customer" } as const;
export type ConfirmationKind = keyof typeof confirmationKinds;

/** The content of a confirmation link. The table holds whether the confirmation is still awaited. */
export interface Confirmation {
  readonly kind: ConfirmationKind;
  /** Id of the partner or customer that the address is confirmed for. */
  readonly subject: string;
  /** Pseudonym of the address. */
  readonly address: string;
  /** Number of the mailed link, or sequence of the event that asked for the mail. */
  readonly number: number;
  /** To the second. */
  readonly endsAt: Instant;
}

/** The token of `…/confirm/{token}`. */
export const signConfirmation = (
  { kind, subject, address, number, endsAt }: Confirmation,
  masterKey: MasterKey,
): string => signToken("confirm", [kind, subject, address, number, Math.floor(Date.parse(endsAt) / 1000)], masterKey);

/** The content of a genuine token, also of one that has expired; null for any other text. */
export function verifyConfirmation(token: string, masterKey: MasterKey): Confirmation | null {
  const [name, subject = "", address = "", number, end] = partsOfToken("confirm", 5, token, masterKey) ?? [];
  const kind = (Object.keys(confirmationKinds) as ConfirmationKind[]).find((known) => known === name);
  if (kind === undefined || !isId(confirmationKinds[kind], subject)) return null;
  return { kind, subject, address, number: Number(number), endsAt: new Date(Number(end) * 1000).toISOString() };
}
