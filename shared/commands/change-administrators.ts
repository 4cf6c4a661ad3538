import { normaliseAddress } from "../domain/address.ts";
import { assertNameable, fieldRefusal, keeperOf } from "../domain/administrator.ts";
import {
  administratorCheck,
  administratorRemoval,
  namedAdministratorWrite,
  readAdministrators,
} from "../store/administrators.ts";
import { administratorStands } from "./administrator-cause.ts";
import type { AdministratorMoment } from "./administrator-moment.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { recipientOf } from "./recipient.ts";

/** An administrator names another, of the same mail domain; at a public mail provider nobody is anybody's colleague. */
export async function nameAdministrator(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  email: string,
  moment: AdministratorMoment,
): Promise<void> {
  const normal = normaliseAddress(email);
  if (normal === null) throw fieldRefusal({ message: "This is not a mail address.", code: "address-invalid" });
  const { customerId, administrator, now } = moment;
  const { address, ...named } = await recipientOf(normal, await masterKey());
  await attempt(async () => {
    assertNameable(address, named.customerId === customerId, await readAdministrators(table, customerId));
    await table.transact([
      namedAdministratorWrite(customerId, { id: address, email: normal, since: now }, administrator),
      administratorStands(moment),
    ]);
  });
}

/** An administrator removes one, who is signed out by it at once; not the last one. */
export const removeAdministrator = (
  { table }: Pick<Dependencies, "table">,
  id: string,
  moment: AdministratorMoment,
): Promise<void> =>
  attempt(async () => {
    const { customerId, administrator } = moment;
    const keeper = keeperOf(id, administrator, await readAdministrators(table, customerId));
    // Who removes another is the keeper, and so is still administrator when it happens.
    await table.transact([administratorRemoval(customerId, id), administratorCheck(customerId, keeper)]);
  });
