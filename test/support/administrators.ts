import type { AdministratorMoment } from "../../shared/commands/administrator-moment.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { recipientOf } from "../../shared/commands/recipient.ts";
import { signSignIn } from "../../shared/crypto/sign-in.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseSignIn } from "../../shared/store/sign-ins.ts";
import { now } from "./fixed-clock.ts";

type Place = Pick<Dependencies, "table" | "masterKey">;

/** Makes an address an administrator of its customer, as accepting would, and answers the moment at which it acts. */
export async function anAdministrator(place: Place, email: string, at: Instant = now): Promise<AdministratorMoment> {
  const { customerId, address } = await recipientOf(email, await place.masterKey());
  const item = { ...keys.administrator(customerId, address), entity: "administrator", schema: 1, email, since: now };
  await place.table.put(item);
  return { now: at, correlationId: "c-4", customerId, administrator: address };
}

/** The token of the newest mail that an address asked for; null where none was mailed. */
export async function newestToken({ table, masterKey }: Place, email: string): Promise<string | null> {
  const key = await masterKey();
  const { customerId, address } = await recipientOf(email, key);
  const { version } = parseSignIn(await table.get(keys.signIn(customerId, address)), customerId, address);
  return version === 0 ? null : signSignIn({ customerId, address, number: version }, key);
}
