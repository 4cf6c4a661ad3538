import { isId } from "../kernel/ids.ts";
import type { MasterKey } from "./master-key.ts";
import { partsOfToken, signToken } from "./signed-token.ts";

/** The numbers of a personal link (decision 0003). The table holds which link version and partner epoch are valid. */
export interface LinkNumbers {
  readonly invitationId: string;
  readonly version: number;
  readonly epoch: number;
}

/** The token of `…/i/{token}`. */
export const signLink = ({ invitationId, version, epoch }: LinkNumbers, masterKey: MasterKey): string =>
  signToken("link", [invitationId, version, epoch], masterKey);

/** The numbers of a genuine token; null for any other text. */
export function verifyLink(token: string, masterKey: MasterKey): LinkNumbers | null {
  const [invitationId = "", version = "", epoch = ""] = partsOfToken("link", 3, token, masterKey) ?? [];
  if (!isId("invitation", invitationId) || !isCount(version) || !isCount(epoch)) return null;
  return { invitationId, version: Number(version), epoch: Number(epoch) };
}

const isCount = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);
