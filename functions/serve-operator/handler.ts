import * as z from "zod/mini";
import { normaliseAddress } from "../../shared/domain/address.ts";
import { isId } from "../../shared/domain/ids.ts";
import { partnerKinds } from "../../shared/domain/partner.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { registerPartner } from "../../shared/commands/register-partner.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { conditional, etagOf } from "../../shared/http/conditional.ts";
import { idempotencyClaim, replayedHeader } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { clouds } from "../../shared/policy/clouds.ts";
import { defaultLocale, locales } from "../../shared/policy/locales.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { line, mailAddress } from "../../shared/schema/primitives.ts";
import { keys } from "../../shared/store/keys.ts";
import { parsePartner } from "../../shared/store/partners.ts";

const newPartner = z.strictObject({
  displayName: line(100),
  kind: z.enum(partnerKinds),
  cloud: z.enum(clouds.map(({ id }) => id)),
  locale: z._default(z.enum(locales), defaultLocale),
  replyTo: z._default(z.nullable(mailAddress), null),
  notifications: z._default(z.array(mailAddress).check(z.maxLength(10, "At most 10 addresses.")), []),
  verified: z._default(z.nullable(z.strictObject({ how: line(200) })), null),
});

/** What the operator does with partners, route by route. */
export function serveOperator(
  dependencies: Pick<Dependencies, "table" | "newId">,
  clock: Clock,
): Record<RouteKeyOf<"serve-operator">, RouteHandler> {
  return {
    "POST /v1/operator/partners": async (request) => {
      const input = parse(newPartner, request.body);
      const normal = (address: string): string => normaliseAddress(address) ?? address;
      const { partner, replayed } = await registerPartner(
        dependencies,
        { ...input, replyTo: input.replyTo && normal(input.replyTo), notifications: input.notifications.map(normal) },
        causedByCaller(request, clock()),
        idempotencyClaim(request),
      );
      const headers = { location: `/v1/operator/partners/${partner.id}`, ...replayedHeader(replayed) };
      return { status: 201, body: partner, headers: { etag: partnerTag(partner), ...headers } };
    },

    "GET /v1/operator/partners/{id}": async (request) => {
      const id = request.parameters["id"] ?? "";
      const item = isId("partner", id) ? await dependencies.table.get(keys.partner(id)) : null;
      if (item === null) throw new Refusal("not-found", "There is no such partner.");
      const partner = parsePartner(item);
      return conditional(request, partnerTag(partner), { status: 200, body: partner });
    },
  };
}

const partnerTag = ({ version, frozen }: { readonly version: number; readonly frozen: boolean }): string =>
  etagOf({ version, status: frozen ? "frozen" : "active" });
