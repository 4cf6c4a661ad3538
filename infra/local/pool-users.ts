import { createHash } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, type CallHandler } from "./aws-endpoint.ts";
import type { User } from "./cognito.ts";

const named = z.looseObject({ Username: z.string() });
const attributes = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));
const withAttributes = z.looseObject({
  Username: z.string(),
  UserAttributes: attributes,
  MessageAction: z.string().optional(),
});

/** Shaped as Cognito's and the same after every start, so that whoever was noted as an actor stays somebody. */
export const subOf = (email: string): string =>
  createHash("sha256")
    .update(email)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** Everybody in the user pool, and the SDK's calls on them. Passwords and mails about them there are none. */
export class PoolUsers {
  readonly #users = new Map<string, User>();
  /** Who was made by a call and so has a first password; whether they have signed in since, nobody tells. */
  readonly #invited = new Set<string>();
  /** How often an address was removed. */
  readonly #removed = new Map<string, number>();

  get all(): readonly User[] {
    return [...this.#users.values()];
  }

  /** Puts users in as they are: they have signed in before. */
  put(users: readonly User[]): void {
    for (const user of users) {
      this.#users.set(user.sub, user);
      this.#invited.delete(user.sub);
    }
  }

  clear(): void {
    this.#users.clear();
    this.#invited.clear();
    this.#removed.clear();
  }

  /** What the SDK asks of the pool; its users are named by address or by `sub`, as in a pool whose aliases are addresses. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    switch (operation) {
      case "AdminCreateUser": {
        const asked = withAttributes.parse(input);
        return jsonReply({
          User: asked.MessageAction === "RESEND" ? this.#resend(asked.Username) : this.#create(asked),
        });
      }
      case "AdminGetUser": {
        const { Attributes, ...user } = described(this.#find(named.parse(input).Username));
        return jsonReply({ ...user, UserAttributes: Attributes });
      }
      case "AdminUpdateUserAttributes": {
        const { Username, UserAttributes } = withAttributes.parse(input);
        const user = this.#find(Username);
        this.#users.set(user.sub, { ...user, attributes: { ...user.attributes, ...UserAttributes } });
        return jsonReply({});
      }
      case "AdminDeleteUser": {
        const { sub, attributes } = this.#find(named.parse(input).Username);
        this.#users.delete(sub);
        const email = String(attributes["email"]);
        this.#removed.set(email, (this.#removed.get(email) ?? 0) + 1);
        return jsonReply({});
      }
      default:
        throw new AwsError("UnknownOperationException", `The local stack does not know Cognito ${operation}.`);
    }
  };

  #create({ Username, UserAttributes }: z.infer<typeof withAttributes>) {
    const email = Username.toLowerCase();
    if (this.#named(email)) throw new AwsError("UsernameExistsException", "User account already exists");
    // Whoever comes back is a new user, with an id of its own.
    const times = this.#removed.get(email) ?? 0;
    const user = { sub: subOf(times === 0 ? email : `${email}#${times}`), attributes: { ...UserAttributes, email } };
    this.put([user]);
    this.#invited.add(user.sub);
    return described(user);
  }

  #resend(name: string) {
    const user = this.#find(name);
    if (!this.#invited.has(user.sub)) {
      throw new AwsError(
        "UnsupportedUserStateException",
        "Resend not possible. User status is not FORCE_CHANGE_PASSWORD",
      );
    }
    return described(user);
  }

  #named(name: string): User | undefined {
    return this.#users.get(name) ?? this.all.find(({ attributes: { email } }) => email === name.toLowerCase());
  }

  #find(name: string): User {
    const user = this.#named(name);
    if (user === undefined) throw new AwsError("UserNotFoundException", "User does not exist.");
    return user;
  }
}

const described = ({ sub, attributes: known }: User) => ({
  Username: sub,
  Attributes: Object.entries({ sub, ...known }).map(([Name, Value]) => ({ Name, Value })),
  Enabled: true,
  UserStatus: "CONFIRMED",
});
