import type { User } from "./cognito/cognito.ts";
import { subOf } from "./cognito/pool-users.ts";

/** A partner that the local stack registers through the product itself, and whose users it knows. */
export interface PartnerSeed {
  /** By this name tokens are asked for. */
  readonly name: string;
  readonly displayName: string;
  readonly cloud: string;
  /** How the operator verified its name. */
  readonly verified: string;
  /** Null for the first that is offered. */
  readonly locale: string | null;
  /** Whether all that it makes is test data. */
  readonly sandbox?: boolean;
}

/** Partners with real customers: one per cloud. */
export const realPartners: readonly PartnerSeed[] = [
  {
    name: "contoso-partner",
    displayName: "Contoso Partner",
    cloud: "public",
    verified: "Commercial register of Seattle, no. 601 234 567",
    locale: "en",
  },
  {
    name: "fabrikam-partner",
    displayName: "Fabrikam Partner",
    cloud: "germany",
    verified: "Handelsregister Berlin (Charlottenburg), HRB 123456 B",
    locale: "de",
  },
  {
    name: "northwind-partner",
    displayName: "Northwind Partner",
    cloud: "us-government",
    verified: "Commercial register of Olympia, no. 602 345 678",
    locale: "en",
  },
];

/** The partners of a freshly raised stack, and one that only tries things out. */
export const seededPartners: readonly PartnerSeed[] = [
  ...realPartners,
  {
    name: "sandbox-partner",
    displayName: "Tailspin Sandbox",
    cloud: "public",
    verified: "Commercial register of Seattle, no. 603 456 789",
    locale: "en",
    sandbox: true,
  },
];

/** Who a token is for: a user of a seeded partner, the operator, or any user of the pool by address. */
export type TokenRequest =
  { readonly partner?: string | undefined; readonly role: string } | { readonly email: string };

/** Roles of a partner's seeded users. */
export const partnerRoles = ["admin", "sales", "helpdesk", "auditor"];
const emailOf = (role: string, partner: string): string => `${role}@${partner}.example`;

const userOf = (role: string, email: string, partnerId?: string): User => ({
  sub: subOf(email),
  attributes: {
    email,
    email_verified: "true",
    "custom:role": role,
    ...(partnerId !== undefined && { "custom:partner_id": partnerId }),
  },
});

/** The users of the pool: an operator from the start, four per partner once it is registered. */
export class Directory {
  readonly operator = userOf("operator", "operator@rapport.example");
  /** Ids of the registered partners by their seeds' names. */
  readonly partners: Record<string, string> = {};
  readonly #users = new Map<string, User>();

  /** Everybody who can sign in. */
  get users(): readonly User[] {
    return [this.operator, ...this.#users.values()];
  }

  addPartner(name: string, partnerId: string): void {
    this.partners[name] = partnerId;
    for (const role of partnerRoles) this.#users.set(`${name}/${role}`, userOf(role, emailOf(role, name), partnerId));
  }

  /** Throws a RangeError that names everybody there is when there is no such partner or role. */
  find({ partner, role }: Exclude<TokenRequest, { email: string }>): User {
    if (role === "operator") return this.operator;
    const user = this.#users.get(`${partner}/${role}`);
    if (user !== undefined) return user;
    const asked = partner === undefined ? "Name a partner and a role." : `There is no ${role} of a partner ${partner}.`;
    throw new RangeError(
      `${asked} Partners: ${Object.keys(this.partners).join(", ")}. Roles: ${partnerRoles.join(", ")}. ` +
        `Also { "role": "operator" }, and { "email": "…" } for any user of the pool.`,
    );
  }
}

/** What the API answers with 201. Throws with the product's answer when it refuses. */
const create = async (url: string, token: string, body: object): Promise<unknown> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`POST ${url} was answered with ${response.status}: ${text}`);
  return JSON.parse(text);
};

/** Lets everybody of a registered partner in, as its admin would. */
export const addUsers = async (apiUrl: string, adminToken: string, { name }: PartnerSeed): Promise<void> => {
  for (const role of partnerRoles.filter((other) => other !== "admin"))
    await create(`${apiUrl}/v1/users`, adminToken, { email: emailOf(role, name), role });
};

/** Registers a partner as the operator would; answers its id. */
export const registerPartner = async (apiUrl: string, operatorToken: string, seed: PartnerSeed): Promise<string> => {
  const { name, sandbox = false, verified, ...given } = seed;
  const created = await create(`${apiUrl}/v1/operator/partners`, operatorToken, {
    ...given,
    kind: "direct-reseller",
    replyTo: `hello@${name}.example`,
    notifications: [],
    sandbox,
    verified: { how: verified },
    admin: { email: emailOf("admin", name) },
  });
  return (created as { readonly id: string }).id;
};
