import type { Confirmation } from "../../shared/crypto/confirmations.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Stop } from "../../shared/crypto/stops.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { Table } from "../../shared/table/table.ts";
import type { ConfirmTexts, ConfirmWords } from "./texts.ts";

/** The request in which a link is used, and its dependencies. */
export interface ConfirmMoment {
  readonly table: Table;
  readonly masterKey: MasterKey;
  readonly policy: Policy;
  readonly operatorName: string;
  readonly now: Instant;
  readonly correlationId: string;
  readonly locale: Locale;
}

/** The page of a genuine link, and whether there is still something to confirm. `refused`: not at present. */
export interface Confirmable {
  readonly state: "waiting" | "confirmed" | "refused" | "ended";
  /** Whether it is about test data. */
  readonly sandbox: boolean;
  /** The page of the portal where it goes on; the first one if none is named. */
  readonly page?: string;
  readonly words: (texts: ConfirmTexts) => ConfirmWords;
}

/** The meaning of one kind of link. Null if its subject is unknown. */
export interface Confirmer<Said = Confirmation> {
  /** Reads only. */
  show(said: Said, moment: ConfirmMoment): Promise<Confirmable | null>;
  /** Carries out the link's purpose if it is still awaited, and returns the new state. A repeat changes nothing. */
  confirm(said: Said, moment: ConfirmMoment): Promise<Confirmable | null>;
}

/** A link that stops what its mail announces. */
export type Stopper = Confirmer<Stop>;
