import { createHash } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, type CallHandler } from "./aws-endpoint.ts";
import type { User } from "./cognito.ts";

const named = z.looseObject({ Username: z.string() });
const attributes = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));
const withAttributes = z.looseObject({ Username: z.string(), UserAttributes: attributes });

/** Shaped as Cognito's and the same after every start, so that whoever was noted as an actor stays somebody. */
export const subOf = (email: string): string =>
  createHash("sha256")
    .update(email)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** Everybody in the user pool, and the SDK's calls on them. Passwords and mails about them there are none. */
export class PoolUsers {
  readonly #users = new Map<string, User>();

  get all(): readonly User[] {
    return [...this.#users.values()];
  }

  /** Puts users in as they are. */
  put(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.sub, user);
  }

  clear(): void {
    this.#users.clear();
  }

  /** What the SDK asks of the pool; its users are named by address or by `sub`, as in a pool whose aliases are addresses. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    switch (operation) {
      case "AdminCreateUser":
        return jsonReply({ User: this.#create(withAttributes.parse(input)) });
      case "AdminGetUser": {
        const { Attributes, ...user } = described(this.#find(named.parse(input).Username));
        return jsonReply({ ...user, UserAttributes: Attributes });
      }
      case "AdminUpdateUserAttributes": {
        const { Username, UserAttributes } = withAttributes.parse(input);
        const user = this.#find(Username);
        this.put([{ ...user, attributes: { ...user.attributes, ...UserAttributes } }]);
        return jsonReply({});
      }
      case "AdminDeleteUser":
        this.#users.delete(this.#find(named.parse(input).Username).sub);
        return jsonReply({});
      default:
        throw new AwsError("UnknownOperationException", `The local stack does not know Cognito ${operation}.`);
    }
  };

  #create({ Username, UserAttributes }: z.infer<typeof withAttributes>) {
    const email = Username.toLowerCase();
    if (this.#named(email)) throw new AwsError("UsernameExistsException", "User account already exists");
    const user = { sub: subOf(email), attributes: { ...UserAttributes, email } };
    this.put([user]);
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
