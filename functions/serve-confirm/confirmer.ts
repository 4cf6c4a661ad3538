import type { Confirmation } from "../../shared/crypto/confirmations.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Instant } from "../../shared/domain/time.ts";
import type { Table } from "../../shared/store/table.ts";
import type { ConfirmTexts, ConfirmWords } from "./texts.ts";

/** In which request a link is used. */
export interface ConfirmMoment {
  readonly table: Table;
  readonly masterKey: MasterKey;
  readonly now: Instant;
  readonly correlationId: string;
}

/** What a page says about a genuine link, and whether there is still something to confirm. */
export interface Confirmable {
  readonly state: "waiting" | "confirmed" | "ended";
  readonly words: (texts: ConfirmTexts) => ConfirmWords;
}

/** What one kind of confirmation means. Null where its subject is unknown. */
export interface Confirmer {
  /** Reads only. */
  show(confirmation: Confirmation, moment: ConfirmMoment): Promise<Confirmable | null>;
  /** Confirms where it is still waited for, and says what holds then. Saying it again changes nothing. */
  confirm(confirmation: Confirmation, moment: ConfirmMoment): Promise<Confirmable | null>;
}
