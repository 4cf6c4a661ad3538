import type { StoredEvent } from "../../../shared/events/envelope.ts";

/** What audits read of events; which members an event has depends on its type. */
interface Said {
  readonly invitation?: {
    readonly status?: string;
    readonly relationshipId?: string | null;
    readonly cancelCode?: string | null;
    readonly expiresAt?: string | null;
    readonly delivery?: { readonly mode?: string; readonly reason?: string | null };
    readonly customer?: { readonly email?: string };
  };
  readonly invitationId?: string;
  readonly relationship?: { readonly invitationId?: string; readonly customerId?: string };
  readonly request?: { readonly customerId?: string; readonly openedBy?: string; readonly closedBy?: string | null };
  readonly administrator?: { readonly id?: string; readonly email?: string };
  readonly expiresAt?: string;
  readonly user?: { readonly id?: string; readonly email?: string };
  readonly role?: string;
  readonly cause?: string;
  readonly partner?: { readonly notifications?: readonly string[]; readonly notificationsWaiting?: readonly string[] };
  readonly previous?: { readonly notificationsWaiting?: readonly string[]; readonly linkEpoch?: number };
  readonly signIn?: { readonly address?: string };
}

/** The data of an event, read without the product's own schemas. */
export const saidBy = ({ data }: StoredEvent): Said => data;

/** The id of the aggregate, without its part. */
export const baseOf = ({ metadata }: StoredEvent): string => metadata.aggregate.split("/")[0] ?? "";
