import { succeeded, type Answer } from "./answers.ts";
import { callerOf, queryOf, type Conditions, type Query } from "./caller.ts";
import type { Control } from "./control.ts";

/** Who runs the deployment. Every verb answers what came back, refusals too. */
export const operatorOf = (baseUrl: string, control: Control) => {
  const call = callerOf(baseUrl, control, { role: "operator" });
  const at = (id: string): string => `/v1/operator/partners/${encodeURIComponent(id)}`;
  return {
    call,
    /** Registers a partner with what a direct reseller of the public cloud says, unless `body` says otherwise. */
    registerPartner: (
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
    /** Changes a partner as it stands now, unless `ifMatch` says which. */
    changePartner: async (id: string, changes: object, conditions: Conditions = {}) => {
      const { headers } = succeeded(await call("GET", at(id)));
      return call("PATCH", at(id), changes, { ifMatch: headers.get("etag") ?? "", ...conditions });
    },
    freeze: (id: string, reason = "Reported by customers") => call("POST", `${at(id)}/freeze`, { reason }),
    release: (id: string) => call("POST", `${at(id)}/release`, {}),
  };
};

/** Who runs the deployment. */
export type Operator = ReturnType<typeof operatorOf>;
