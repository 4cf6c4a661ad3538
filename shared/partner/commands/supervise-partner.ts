import { clearReports } from "../rules/abuse.ts";
import { isId } from "../../kernel/ids.ts";
import {
  changeOperatorFields,
  freezePartner as freeze,
  refuseName as refuse,
  releasePartner as release,
  type OperatorFields,
  registerPartner as register,
  type PartnerInput,
} from "../rules/changes.ts";
import type { Partner } from "../model.ts";
import { notFound } from "../../kernel/refusal.ts";
import { dayOf } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { reportsPlace, reportWrites } from "../items/abuse.ts";
import { codeReleaseWrite, readCodeWatch } from "../../codes/count-item.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { partnerPlace, partnerWrites } from "../items/partners.ts";
import { type PartnerRequest, changePartner, type PartnerAnswer, partnerAnswerAgain } from "./change-partner.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import { giveName } from "./take-name.ts";
import { execute } from "../../transaction/execute.ts";
import { claimed } from "../../transaction/claim.ts";

type Needs = Pick<Dependencies, "table">;
type OperatorCause = Omit<Cause, "partnerId">;

/** One partner as the operator sees it; refuses ids that are unknown or malformed. */
export async function readPartner({ table }: Needs, id: string): Promise<Partner> {
  const partner = await table.read(isId("partner", id) ? partnerPlace(id) : null);
  if (partner === null) throw notFound("partner");
  return partner;
}

/** Changes a partner's kind, cloud, name or verification. */
export const editOperatorFields = (
  { table }: Needs,
  id: string,
  input: OperatorFields,
  expected: ExpectedVersions,
  cause: OperatorCause,
): Promise<PartnerAnswer> =>
  changePartner({ table }, id, [cause, null, expected], async (partner) => {
    const also = input.displayName === undefined ? [] : await giveName(table, partner, input.displayName);
    const change = changeOperatorFields(partner, input, cause.now);
    return change.events.length === 0 ? change : { ...change, also };
  });

/** The operator refuses the name that a partner waits for; it is approved by giving it. */
export const refuseName = ({ table }: Needs, id: string, ...request: PartnerRequest): Promise<PartnerAnswer> =>
  changePartner({ table }, id, request, refuse);

/** Freezes a partner: nothing is sent and no answer accepted. */
export const freezePartner = (
  { table }: Needs,
  id: string,
  reason: string | null,
  ...request: PartnerRequest
): Promise<PartnerAnswer> => changePartner({ table }, id, request, (partner) => freeze(partner, "operator", reason));

/** Releases a partner. Reports and wrong codes are counted from here again. */
export const releasePartner = ({ table }: Needs, id: string, ...request: PartnerRequest): Promise<PartnerAnswer> =>
  changePartner({ table }, id, request, async (partner) => {
    const reports = await table.read(reportsPlace(id));
    const { wrongCodes } = await readCodeWatch(table, id, dayOf(request[0].now));
    const also = [
      ...reportWrites(reports, clearReports(reports)),
      ...(partner.frozen ? [codeReleaseWrite(id, wrongCodes)] : []),
    ];
    return { ...release(partner), also };
  });

/** The partner's first user, and a last check for requests that are not repeated. */
interface FirstUser {
  readonly admin: string;
  readonly assertMay: () => Promise<unknown>;
}

/** The operator registers a partner. */
export async function registerPartner(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  input: PartnerInput,
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
  first: FirstUser | null = null,
): Promise<PartnerAnswer> {
  const id = newId("partner");
  return execute(
    table,
    { now: cause.now, claim: claimed(claim) },
    (reads) => reads.read(null),
    async () => {
      await first?.assertMay();
      const name = await giveName(table, { id, displayName: "" }, input.displayName);
      const change = register(id, input, cause.now, first ? [first.admin] : []);
      return {
        answer: (): PartnerAnswer => ({ partner: change.after, replayed: false }),
        writes: [...partnerWrites(change, cause, null), ...name],
        record: { status: 201, aggregate: id, sequence: 1 },
      };
    },
    (record) => partnerAnswerAgain({ table }, record),
  );
}
