import { succeeded, type Answer } from "./answers.ts";
import { callerOf, queryOf, type Conditions, type Query } from "./caller.ts";
import type { Control, Who } from "./control.ts";
import type { Acceptance, Customer } from "./customer.ts";
import type { Mailbox } from "./mailbox.ts";

let invited = 0;

/** An address at a customer whom nobody has invited yet. */
export const newAddress = (): string => `it@customer-${++invited}.example`;

/** An invitation that went out, and the personal link of its customer. */
export interface Invited {
  readonly id: string;
  readonly email: string;
  readonly link: string;
}

/** An invitation that was accepted, and what came of it. */
export interface Connected extends Invited {
  readonly customerId: string;
  readonly relationshipId: string;
}

/** A user of a partner, who calls the API. Every verb answers what came back, refusals too. */
export const partnerOf = (
  control: Control,
  { mailbox, customer }: { readonly mailbox: Mailbox; readonly customer: Customer },
  who: Who,
) => {
  const call = callerOf(control, who);
  const at = (id: string): string => `/v1/invitations/${encodeURIComponent(id)}`;
  /** An action on one invitation, by the last part of its path. */
  const act = (id: string, action: string, body: object = {}, conditions?: Conditions): Promise<Answer> =>
    call("POST", `${at(id)}/${action}`, body, conditions);
  /** The current entity tag of an invitation. */
  const tagOf = async (id: string): Promise<string> =>
    succeeded(await call("GET", at(id)))
      .headers.get("etag")
      ?.replace(/^W\//, "") ?? "";

  const create = (body: unknown, conditions?: Conditions): Promise<Answer> =>
    call("POST", "/v1/invitations", body, conditions);
  /** Creates an invitation that goes out at once, by mail and without reminders unless `body` says otherwise. Throws where it is refused. */
  const invite = async (body: object = {}): Promise<Invited> => {
    const { json } = succeeded(
      await create({ customer: { email: newAddress() }, send: "email", reminders: [], ...body }),
    );
    const [id, { email }] = [String(json["id"]), json["customer"] as { readonly email: string }];
    await control.idle();
    const draft = json["draft"] as { readonly link: string } | undefined;
    return { id, email, link: draft?.link ?? (await mailbox.personalLink(email)) };
  };

  return {
    call,
    /** Creates an invitation; with `send` in its body it goes out at once. */
    create,
    invite,
    /** Invites a customer, who accepts. Throws where either is refused. */
    connect: async (body: object = {}, accepted: Acceptance = {}): Promise<Connected> => {
      const one = await invite(body);
      await customer.done(customer.accept(one.link, accepted));
      const { json } = succeeded(await call("GET", at(one.id)));
      return { ...one, customerId: String(json["customerId"]), relationshipId: String(json["relationshipId"]) };
    },
    /** Creates many; each row is a body of `create`. */
    createMany: (body: object, conditions?: Conditions) => call("POST", "/v1/invitations/batch", body, conditions),
    read: (id: string) => call("GET", at(id)),
    list: (query: Query = {}) => call("GET", `/v1/invitations${queryOf(query)}`),
    history: (id: string, query: Query = {}) => call("GET", `${at(id)}/history${queryOf(query)}`),
    receipt: (id: string) => call("GET", `${at(id)}/receipt`),
    /** The text and link to hand over, where the partner sends by itself. */
    draft: (id: string) => call("GET", `${at(id)}/draft`),
    /** Changes the current version of a draft, unless `ifMatch` names another. */
    edit: async (id: string, changes: object, conditions: Conditions = {}) =>
      call("PATCH", at(id), changes, { ...conditions, ifMatch: conditions.ifMatch ?? (await tagOf(id)) }),
    note: (id: string, notes: object, conditions?: Conditions) => call("PATCH", `${at(id)}/notes`, notes, conditions),
    send: (id: string, mode: "email" | "self" = "email", conditions?: Conditions) =>
      act(id, "send", { mode }, conditions),
    resend: (id: string, body: object = {}, conditions?: Conditions) => act(id, "resend", body, conditions),
    renew: (id: string, conditions?: Conditions) => act(id, "renew", {}, conditions),
    cancel: (id: string, reason = "No longer needed", conditions?: Conditions) =>
      act(id, "cancel", { reason }, conditions),
    correctAddress: (id: string, email: string, conditions?: Conditions) =>
      act(id, "correct-address", { email }, conditions),
    customers: (query: Query = {}) => call("GET", `/v1/customers${queryOf(query)}`),
    customer: (id: string) => call("GET", `/v1/customers/${encodeURIComponent(id)}`),
    /** Changes alias and tags of a customer, of any version unless `ifMatch` names one. */
    annotateCustomer: (id: string, changes: object, conditions: Conditions = {}) =>
      call("PATCH", `/v1/customers/${encodeURIComponent(id)}`, changes, { ifMatch: "*", ...conditions }),
    customerHistory: (id: string) => call("GET", `/v1/customers/${encodeURIComponent(id)}/history`),
    relationships: (query: Query = {}) => call("GET", `/v1/relationships${queryOf(query)}`),
    /** Asks for more in a live relationship; with `send` in its body it goes out at once. */
    amend: (relationshipId: string, body: object, conditions?: Conditions) =>
      call("POST", `/v1/relationships/${encodeURIComponent(relationshipId)}/amend`, body, conditions),
    relationship: (id: string) => call("GET", `/v1/relationships/${encodeURIComponent(id)}`),
    /** Gives a permission back. */
    giveBack: (id: string, permission: string, conditions?: Conditions) =>
      call("DELETE", `/v1/relationships/${encodeURIComponent(id)}/permissions/${permission}`, undefined, conditions),
    /** Ends a relationship, or with `dryRun` only asks what blocks that. */
    terminate: (id: string, body: object = {}, conditions?: Conditions) =>
      call("POST", `/v1/relationships/${encodeURIComponent(id)}/terminate`, body, conditions),
    relationshipHistory: (id: string) => call("GET", `/v1/relationships/${encodeURIComponent(id)}/history`),
    /** Whether the partner may act for a customer now. */
    access: (query: Query) => call("GET", `/v1/access${queryOf(query)}`),
    /** The same for something that is done, whose date is noted. */
    use: (body: object) => call("POST", "/v1/access/uses", body),
    /** Opens a support request on a customer's behalf, about a service unless `body` says otherwise. */
    createJob: (body: object, conditions?: Conditions) => call("POST", "/v1/jobs", body, conditions),
    jobs: (query: Query = {}) => call("GET", `/v1/jobs${queryOf(query)}`),
    job: (id: string) => call("GET", `/v1/jobs/${encodeURIComponent(id)}`),
    putJobRows: (id: string, page: number, rows: readonly object[], conditions?: Conditions) =>
      call("PUT", `/v1/jobs/${encodeURIComponent(id)}/rows/${page}`, { rows }, conditions),
    startJob: (id: string, conditions?: Conditions) =>
      call("POST", `/v1/jobs/${encodeURIComponent(id)}/start`, {}, conditions),
    cancelJob: (id: string, conditions?: Conditions) =>
      call("POST", `/v1/jobs/${encodeURIComponent(id)}/cancel`, {}, conditions),
    jobResults: (id: string, query: Query = {}) =>
      call("GET", `/v1/jobs/${encodeURIComponent(id)}/results${queryOf(query)}`),
    jobFile: (id: string) => call("GET", `/v1/jobs/${encodeURIComponent(id)}/results.csv`),
    openSupport: (customerId: string, body: object = {}, conditions?: Conditions) =>
      call(
        "POST",
        `/v1/customers/${encodeURIComponent(customerId)}/support-requests`,
        { kind: "service", severity: "normal", subject: "Mails arrive late", text: "They take an hour.", ...body },
        conditions,
      ),
    supportRequests: (query: Query = {}) => call("GET", `/v1/support-requests${queryOf(query)}`),
    supportRequest: (id: string) => call("GET", `/v1/support-requests/${encodeURIComponent(id)}`),
    supportHistory: (id: string) => call("GET", `/v1/support-requests/${encodeURIComponent(id)}/history`),
    writeSupport: (id: string, text: string, conditions?: Conditions) =>
      call("POST", `/v1/support-requests/${encodeURIComponent(id)}/messages`, { text }, conditions),
    closeSupport: (id: string, conditions?: Conditions) =>
      call("POST", `/v1/support-requests/${encodeURIComponent(id)}/close`, {}, conditions),
    profile: () => call("GET", "/v1/partner"),
    /** Changes the current version of the profile, unless `ifMatch` names another. */
    changeProfile: async (changes: object, conditions: Conditions = {}) => {
      const { headers } = succeeded(await call("GET", "/v1/partner"));
      return call("PATCH", "/v1/partner", changes, { ifMatch: headers.get("etag") ?? "", ...conditions });
    },
    /** Revokes the links of all open invitations. */
    revokeLinks: () => call("POST", "/v1/partner/revoke-links", {}),
    users: (query: Query = {}) => call("GET", `/v1/users${queryOf(query)}`),
    addUser: (body: object, conditions?: Conditions) => call("POST", "/v1/users", body, conditions),
    changeUser: (id: string, changes: object, conditions?: Conditions) =>
      call("PATCH", `/v1/users/${encodeURIComponent(id)}`, changes, conditions),
    removeUser: (id: string, conditions?: Conditions) =>
      call("DELETE", `/v1/users/${encodeURIComponent(id)}`, undefined, conditions),
  };
};

/** A user of a partner. */
export type Partner = ReturnType<typeof partnerOf>;
