import { succeeded, type Answer } from "./answers.ts";
import { callerOf, queryOf, type Conditions, type Query } from "./caller.ts";
import type { Control } from "./control.ts";

/** Who runs the deployment. Every verb answers what came back, refusals too. */
export const operatorOf = (control: Control) => {
  const call = callerOf(control, { role: "operator" });
  const at = (id: string): string => `/v1/operator/partners/${encodeURIComponent(id)}`;
  const relationshipAt = (id: string): string => `/v1/operator/relationships/${encodeURIComponent(id)}`;
  return {
    call,
    /** Registers a partner with what a direct reseller of the public cloud says, unless `body` says otherwise. */
    register: (
      body: { readonly displayName: string; readonly admin: { readonly email: string } } & Readonly<
        Record<string, unknown>
      >,
      conditions?: Conditions,
    ): Promise<Answer> => {
      const usual = { kind: "direct-reseller", cloud: "public", locale: "en", replyTo: null, notifications: [] };
      return call("POST", "/v1/operator/partners", { ...usual, verified: null, ...body }, conditions);
    },
    partners: (query: Query = {}) => call("GET", `/v1/operator/partners${queryOf(query)}`),
    partner: (id: string) => call("GET", at(id)),
    /** Changes the current version of a partner, unless `ifMatch` names another. */
    changePartner: async (id: string, changes: object, conditions: Conditions = {}) => {
      const { headers } = succeeded(await call("GET", at(id)));
      return call("PATCH", at(id), changes, { ifMatch: headers.get("etag") ?? "", ...conditions });
    },
    freeze: (id: string, reason = "Reported by customers") => call("POST", `${at(id)}/freeze`, { reason }),
    release: (id: string) => call("POST", `${at(id)}/release`, {}),
    /** Makes an address administrator of a customer. */
    recover: (customerId: string, email: string, named: object = {}) =>
      call("POST", `/v1/operator/customers/${encodeURIComponent(customerId)}/administrators`, {
        ...{ email, reason: "Nobody is left." },
        ...named,
      }),
    customers: (query: Query = {}) => call("GET", `/v1/operator/customers${queryOf(query)}`),
    customer: (id: string) => call("GET", `/v1/operator/customers/${encodeURIComponent(id)}`),
    changeCustomer: (id: string, changes: object, conditions: Conditions) =>
      call("PATCH", `/v1/operator/customers/${encodeURIComponent(id)}`, changes, conditions),
    /** Whether a partner may act for a customer now. */
    access: (query: Query) => call("GET", `/v1/operator/access${queryOf(query)}`),
    /** The same for something that a partner does, whose date is noted. */
    use: (body: object) => call("POST", "/v1/operator/access/uses", body),
    supportRequests: (query: Query = {}) => call("GET", `/v1/operator/support-requests${queryOf(query)}`),
    supportRequest: (id: string) => call("GET", `/v1/operator/support-requests/${encodeURIComponent(id)}`),
    answerSupport: (id: string, text: string, conditions?: Conditions) =>
      call("POST", `/v1/operator/support-requests/${encodeURIComponent(id)}/messages`, { text }, conditions),
    closeSupport: (id: string, conditions?: Conditions) =>
      call("POST", `/v1/operator/support-requests/${encodeURIComponent(id)}/close`, {}, conditions),
    relationships: (query: Query = {}) => call("GET", `/v1/operator/relationships${queryOf(query)}`),
    relationship: (id: string) => call("GET", relationshipAt(id)),
    suspend: (id: string, reason = "A dispute", conditions?: Conditions) =>
      call("POST", `${relationshipAt(id)}/suspend`, { reason }, conditions),
    resume: (id: string, reason = "The dispute is settled", conditions?: Conditions) =>
      call("POST", `${relationshipAt(id)}/resume`, { reason }, conditions),
    /** Reports that a customer removed permissions in a service's own admin portal. */
    reportRemoved: (id: string, body: object, conditions?: Conditions) =>
      call("POST", `${relationshipAt(id)}/permissions-removed`, body, conditions),
    /** What stops mail to an address. */
    lookUp: (email: string) => call("POST", "/v1/operator/addresses/lookup", { email }),
    /** Asks for the export or erasure of a person's data. */
    askForData: (kind: "exports" | "erasures", email: string, named: object = {}) =>
      call("POST", `/v1/operator/${kind}`, { email, ...named }),
    dataRequest: (kind: "exports" | "erasures", id: string) => call("GET", `/v1/operator/${kind}/${id}`),
    /** Lets mail go to an address again. */
    lift: (email: string, reason = "The mailbox is back") =>
      call("POST", "/v1/operator/addresses/lift", { email, reason }),
  };
};
