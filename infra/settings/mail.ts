import * as z from "zod";
import { isReserved, mailAddress } from "./fields.ts";

const reserved = "must be at a domain of yours: nobody can confirm an address at a name reserved for examples";

/** Where mails come from. A developer's own stage sends nothing before somebody names an address. */
export const mailSettings = (mayBeAnExample: boolean) => {
  const sender = mailAddress.refine((address) => mayBeAnExample || !isReserved(address.split("@")[1] ?? ""), reserved);
  return z
    .strictObject({
      sender: (mayBeAnExample ? sender.default("rapport@example.com") : sender).describe(
        "Address that mails come from. SES mails it a link to confirm.",
      ),
    })
    .prefault({} as never);
};
