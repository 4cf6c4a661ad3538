import { createHash } from "node:crypto";
import * as z from "zod";
import { answering, AwsError } from "../aws-endpoint.ts";
import { dayMs, type Clock } from "../clock.ts";
import type { Credentials, User } from "./cognito.ts";
import { digestOf, newPassword } from "./passwords.ts";
import type { PoolMail } from "./pool-mail.ts";
import type { UserPool } from "./user-pool.ts";

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

/** Shaped as Cognito's and the same after every start, so that stored actor ids remain valid. */
export const subOf = (email: string): string =>
  createHash("sha256")
    .update(email)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** A user with what they sign in with. */
export type Member = User & { readonly credentials: Credentials };

/** What users of the pool stand on. */
interface Needs {
  readonly mail: PoolMail;
  readonly clock: Clock;
  readonly passwords: UserPool["passwords"];
}

/** Everybody in the user pool, and the SDK's calls on them. */
export class PoolUsers {
  readonly #needs: Needs;
  readonly #users = new Map<string, Member>();
  /** How often an address was removed. */
  readonly #removed = new Map<string, number>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get all(): readonly Member[] {
    return [...this.#users.values()];
  }

  /** Who has no password and signs in by being chosen. */
  get chosen(): readonly Member[] {
    return this.all.filter(({ credentials }) => credentials.password === undefined && credentials.disabled !== true);
  }

  /** The user of an address or `sub` who may get a token now. */
  enabled(name: string): Member | undefined {
    const user = this.named(name);
    return user?.credentials.disabled === true ? undefined : user;
  }

  /** Puts users in as they are; without credentials they sign in by being chosen. */
  put(users: readonly (User & { readonly credentials?: Credentials })[]): void {
    for (const user of users) this.#users.set(user.sub, { credentials: {}, ...user });
  }

  clear(): void {
    this.#users.clear();
    this.#removed.clear();
  }

  /** The user of an address or `sub`. */
  named(name: string): Member | undefined {
    return this.#users.get(name) ?? this.all.find(({ attributes: { email } }) => email === name.toLowerCase());
  }

  /** Changes what a user signs in with. */
  equip(sub: string, credentials: Credentials): void {
    const user = this.#find(sub);
    this.#users.set(sub, { ...user, credentials: { ...user.credentials, ...credentials } });
  }

  /** What the SDK asks of the pool; its users are named by address or by `sub`, as in a pool whose aliases are addresses. */
  readonly answer = answering("Cognito", {
    AdminCreateUser: async (input) => {
      const asked = withAttributes.parse(input);
      this.#needs.mail.assertWithinLimit();
      const user = asked.MessageAction === "RESEND" ? this.#invited(asked.Username) : this.#create(asked);
      return { User: described(await this.#invite(user)) };
    },
    AdminGetUser: (input) => {
      const { Attributes, ...user } = described(this.#named(input));
      return { ...user, UserAttributes: Attributes };
    },
    AdminUpdateUserAttributes: (input) => {
      const user = this.#named(input);
      const attributes = { ...user.attributes, ...withAttributes.parse(input).UserAttributes };
      this.#users.set(user.sub, { ...user, attributes });
      return {};
    },
    AdminDisableUser: (input) => this.#switch(input, { disabled: true }),
    AdminEnableUser: (input) => this.#switch(input, { disabled: false }),
    AdminDeleteUser: (input) => {
      const { sub, attributes } = this.#named(input);
      this.#users.delete(sub);
      const email = String(attributes["email"]);
      this.#removed.set(email, (this.#removed.get(email) ?? 0) + 1);
      return {};
    },
  });

  #switch(input: unknown, credentials: Credentials): object {
    this.equip(this.#named(input).sub, credentials);
    return {};
  }

  #create({ Username, UserAttributes }: z.infer<typeof withAttributes>): User {
    const email = Username.toLowerCase();
    if (this.named(email)) throw new AwsError("UsernameExistsException", "User account already exists");
    // A user who is added again has a new id.
    const times = this.#removed.get(email) ?? 0;
    return { sub: subOf(times === 0 ? email : `${email}#${times}`), attributes: { ...UserAttributes, email } };
  }

  /** Gives a user another first password and mails it; when the mail finds no way, the user is there all the same. */
  async #invite(user: User): Promise<Member> {
    const { mail, clock, passwords } = this.#needs;
    const password = newPassword(passwords);
    const firstUntil = clock.now() + passwords.TemporaryPasswordValidityDays * dayMs;
    this.put([{ ...user, credentials: { password: digestOf(password), firstUntil } }]);
    await mail.invite(String(user.attributes["email"]), password);
    return this.#find(user.sub);
  }

  #invited(name: string): User {
    const user = this.#find(name);
    if (user.credentials.firstUntil === undefined) {
      throw new AwsError(
        "UnsupportedUserStateException",
        "Resend not possible. User status is not FORCE_CHANGE_PASSWORD",
      );
    }
    return user;
  }

  #named(input: unknown): Member {
    return this.#find(named.parse(input).Username);
  }

  #find(name: string): Member {
    const user = this.named(name);
    if (user === undefined) throw new AwsError("UserNotFoundException", "User does not exist.");
    return user;
  }
}

const described = ({ sub, attributes: known, credentials }: Member) => ({
  Username: sub,
  Attributes: Object.entries({ sub, ...known }).map(([Name, Value]) => ({ Name, Value })),
  Enabled: credentials.disabled !== true,
  UserStatus: credentials.firstUntil === undefined ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
});
