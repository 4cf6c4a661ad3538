import type { AdministratorMoment } from "../../shared/customer/items/administrator-moment.ts";
import {
  addAdministrator,
  confirmAdministrator,
  removeAdministrator,
  type Confirmation,
} from "../../shared/customer/commands/change-administrators.ts";
import { changeSenders } from "../../shared/customer/commands/change-senders.ts";
import { renameCustomer } from "../../shared/customer/commands/change-own-customer.ts";
import {
  pause,
  removePermissions,
  renewPermissions,
  resume,
  terminateRelationship,
} from "../../shared/relationship/commands/change-customers-relationship.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { recipientOf } from "../../shared/delivery/commands/recipient.ts";
import { domainPseudonym } from "../../shared/crypto/pseudonyms.ts";
import { signSignIn } from "../../shared/crypto/sign-in.ts";
import { withCustomer } from "../../shared/customer/rules/administered.ts";
import { foundCustomer } from "../../shared/customer/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { partnerCustomerWrite } from "../../shared/customer/items/customers.ts";
import { administeredWrite, rightsPlace } from "../../shared/customer/items/administered.ts";
import { customerPlace, newCustomerWrite } from "../../shared/customer/items/item.ts";
import { signInPlace } from "../../shared/portal-access/sign-in-item.ts";
import { present } from "../../shared/table/places.ts";
import { later, now } from "../support/builders/fixed-clock.ts";

/** An administrator of a customer at a moment; every verb acts at that moment. */
export class Administrator implements AdministratorMoment {
  readonly now: Instant;
  readonly correlationId = "c-3";
  readonly customerId: string;
  readonly address: string;
  readonly email: string;
  readonly #dependencies: Dependencies;

  private constructor(dependencies: Dependencies, moment: Omit<AdministratorMoment, "correlationId">) {
    this.#dependencies = dependencies;
    this.now = moment.now;
    this.customerId = moment.customerId;
    this.address = moment.address;
    this.email = moment.email;
  }

  /** The person with this address, even if it is not an administrator of the customer. */
  static async of(
    dependencies: Dependencies,
    customerId: string,
    email: string,
    at: Instant = now,
  ): Promise<Administrator> {
    const { address } = recipientOf(email, await dependencies.masterKey());
    return new Administrator(dependencies, { now: at, customerId, address, email });
  }

  /** The first administrator of a customer. */
  static async firstOf(dependencies: Dependencies, customerId: string, at: Instant = now): Promise<Administrator> {
    const [first] = (await dependencies.table.read(present(customerPlace(customerId)))).administrators;
    if (first === undefined) throw new Error(`${customerId} has no administrator.`);
    return new Administrator(dependencies, { now: at, customerId, address: first.id, email: first.email });
  }

  /** The founder of a new customer, as accepting an invitation would make it. */
  static async found(
    dependencies: Dependencies,
    email: string,
    { at = now, name = email }: { readonly at?: Instant; readonly name?: string } = {},
  ): Promise<Administrator> {
    const { table, masterKey, newId } = dependencies;
    const key = await masterKey();
    const { address } = recipientOf(email, key);
    const domain = domainPseudonym(email.split("@")[1] ?? "", key);
    const founder = { id: address, email, name: null, locale: null };
    const customer = foundCustomer({ id: newId("customer"), name, founder }, now);
    const before = await table.read(rightsPlace(address));
    const after = withCustomer(before, { customerId: customer.id, email, locale: null, isFounder: true });
    const known = {
      name,
      customerId: customer.id,
      partnerId: newId("partner"),
      organization: null,
      domain: "",
      since: now,
    };
    await table.transact([
      newCustomerWrite(customer, domain),
      partnerCustomerWrite({ ...known, at: known.since, contacts: {}, foundedBy: domain }),
      administeredWrite(before, after),
    ]);
    return new Administrator(dependencies, { now: at, customerId: customer.id, address, email });
  }

  at(now: Instant): Administrator {
    return new Administrator(this.#dependencies, { ...this, now });
  }

  add(email: string, locale: string | null = null): Promise<void> {
    return addAdministrator(this.#dependencies, { email, locale }, this);
  }

  /** The newest link that was mailed to an address to confirm. */
  async confirmationFor(email: string): Promise<Confirmation> {
    const { table, masterKey } = this.#dependencies;
    const { address } = recipientOf(email, await masterKey());
    const { waiting, links } = await table.read(present(customerPlace(this.customerId)));
    return { customerId: this.customerId, address, number: waiting.find(({ id }) => id === address)?.number ?? links };
  }

  /** An address confirms by its newest link; false where that does nothing any more. */
  async confirm(email: string, at: Instant = this.now, locale: string | null = null): Promise<boolean> {
    const moment = { now: at, correlationId: "c-6", locale };
    return confirmAdministrator(this.#dependencies, await this.confirmationFor(email), moment);
  }

  /** Adds an address, which confirms; answers the new administrator after its cool-off. */
  async addColleague(email: string): Promise<Administrator> {
    await this.add(email);
    if (!(await this.confirm(email))) throw new Error(`${email} could not confirm.`);
    return Administrator.of(this.#dependencies, this.customerId, email, later({ days: 7 }, this.now));
  }

  remove(administratorId: string): Promise<void> {
    return removeAdministrator(this.#dependencies, administratorId, this);
  }

  leave(): Promise<void> {
    return this.remove(this.address);
  }

  changeSenders(wanted: Parameters<typeof changeSenders>[1]): Promise<void> {
    return changeSenders(this.#dependencies, wanted, this);
  }

  rename(name: string): ReturnType<typeof renameCustomer> {
    return renameCustomer(this.#dependencies, name, this);
  }

  removePermissions(
    relationshipId: string,
    permissions: readonly string[] | "all" = "all",
  ): ReturnType<typeof removePermissions> {
    return removePermissions(this.#dependencies, { relationshipId, permissions }, this);
  }

  renewPermissions(relationshipId: string): ReturnType<typeof renewPermissions> {
    return renewPermissions(this.#dependencies, { relationshipId }, this);
  }

  pause(relationshipId: string, permission: string | null = null): ReturnType<typeof pause> {
    return pause(this.#dependencies, { relationshipId, permission }, this);
  }

  resume(relationshipId: string, permission: string | null = null): ReturnType<typeof resume> {
    return resume(this.#dependencies, { relationshipId, permission }, this);
  }

  endRelationship(relationshipId: string, reason: string | null = null): ReturnType<typeof terminateRelationship> {
    return terminateRelationship(this.#dependencies, { relationshipId, reason }, this);
  }
}

/** The token of the newest mail that an address asked for to sign in; null where none was mailed. */
export async function newestToken(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  email: string,
): Promise<string | null> {
  const key = await masterKey();
  const { address } = recipientOf(email, key);
  const { version } = await table.read(signInPlace(address));
  return version === 0 ? null : signSignIn({ address, number: version }, key);
}
