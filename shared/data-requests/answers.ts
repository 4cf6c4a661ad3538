import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { dataRequest, exportedItem, keptThing } from "./model.ts";

const { id, status, requestedAt, finishedAt, counts, expiresAt } = dataRequest.shape;

const started = {
  id,
  status: described(status, "`running` until the whole table was read, which takes some minutes."),
  requestedAt: described(requestedAt, "When the operator asked."),
  finishedAt: described(finishedAt, "Null while it is running."),
};

/** A request that was just made. */
export const startedRequest = z
  .strictObject({ id, status: started.status })
  .register(documented, { id: "DataRequest", description: "An export or erasure that was asked for." });

/** An export with a page of its data. */
export const exportReading = z
  .strictObject({
    ...started,
    expiresAt: described(expiresAt, "Until when the data can be read."),
    counts: described(counts, "Number of stored items with data of the person, by kind."),
    items: described(
      z.array(
        z
          .strictObject({
            kind: described(exportedItem.shape.kind, "What it is, such as `invitation` or `event`."),
            id: described(exportedItem.shape.id, "Id of what it belongs to; null if it has none."),
            data: described(exportedItem.shape.data, "As stored, without personal data of others, which are null."),
          })
          .register(documented, { id: "ExportedItem", description: "Data of the person in one stored item." }),
      ),
      "A page of the data; empty while it is running and after they have expired.",
    ),
    next: described(z.nullable(z.string()), "Cursor of the next page; null at the end."),
  })
  .register(documented, { id: "DataExport", description: "The data of a person." });

/** An erasure and what it leaves. */
export const erasureReading = z
  .strictObject({
    ...started,
    counts: described(counts, "Number of changed items, by kind."),
    kept: described(
      z.array(
        z
          .strictObject({
            reason: described(
              keptThing.shape.reason,
              "`receipt`: an acceptance keeps who agreed. `user`: the address is a user of the partner, whose admin can remove it; then ask again.",
            ),
            id: described(keptThing.shape.id, "Id of the invitation or of the user."),
            partnerId: keptThing.shape.partnerId,
            until: described(keptThing.shape.until, "Until when it must be kept; null if nothing ends it."),
          })
          .register(documented, { id: "KeptData", description: "Data that an erasure leaves." }),
      ),
      "What is left of the person, as far as the job has come.",
    ),
  })
  .register(documented, { id: "DataErasure", description: "The erasure of the data of a person." });
