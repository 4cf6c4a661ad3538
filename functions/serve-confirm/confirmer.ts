import type { Confirmation } from "../../shared/crypto/confirmations.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Stop } from "../../shared/crypto/stops.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { Table } from "../../shared/table/table.ts";
import type { ConfirmTexts, ConfirmWords } from "./texts.ts";

/** In which request a link is used. */
export interface ConfirmMoment {
  readonly table: Table;
  readonly masterKey: MasterKey;
  readonly policy: Policy;
  readonly operatorName: string;
  readonly now: Instant;
  readonly correlationId: string;
  readonly locale: Locale;
}

/** What a page says about a genuine link, and whether there is still something to confirm. `refused`: not as things are. */
export interface Confirmable {
  readonly state: "waiting" | "confirmed" | "refused" | "ended";
  /** Whether it is about test data. */
  readonly sandbox: boolean;
  readonly words: (texts: ConfirmTexts) => ConfirmWords;
}

/** What one kind of link means. Null where its subject is unknown. */
export interface Confirmer<Said = Confirmation> {
  /** Reads only. */
  show(said: Said, moment: ConfirmMoment): Promise<Confirmable | null>;
  /** Does what the link is for where that is still waited for, and says what holds then. Saying it again changes nothing. */
  confirm(said: Said, moment: ConfirmMoment): Promise<Confirmable | null>;
}

/** A link by which the reader of a mail stops what the mail tells of. */
export type Stopper = Confirmer<Stop>;
