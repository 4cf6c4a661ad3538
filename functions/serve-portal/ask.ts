import { readCustomerRelationship } from "../../shared/customer/commands/read-customer.ts";
import { assertNoCoolOff } from "../../shared/customer/rules/administrators.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { portalPath } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { customerSetting } from "./page-setting.ts";
import { relationshipIdOf } from "./partners.ts";
import type { PortalDependencies, Visit } from "./session.ts";
import type { PortalTexts } from "./texts.ts";
import { confirmPage, type Question } from "./pages/confirm.ts";

/** What a customer takes back of a relationship. */
export type Act = "remove" | "end";

/** What is asked, less where it leads. */
type Asked = Omit<Question, "action" | "back">;

/**
 * The page that asks. Whose relationship it is, is found out before anything is asked about it. `afterCoolOff`: a new
 * administrator is told at once that it cannot be done yet.
 */
export async function ask(
  dependencies: PortalDependencies,
  { request, moment, setting, texts }: Visit,
  {
    act,
    afterCoolOff = false,
    status = 200,
  }: { readonly act: Act; readonly afterCoolOff?: boolean; readonly status?: number },
  question: (names: { partner: string }, texts: PortalTexts) => Asked,
): Promise<HttpAnswer> {
  const id = relationshipIdOf(request);
  const found = await readCustomerRelationship(dependencies, moment, id);
  const { partner, relationship } = found;
  if (afterCoolOff) assertNoCoolOff(found.administrator, moment.now);
  const permission = request.query["permission"];
  if (permission !== undefined && !relationship.grants.some((grant) => grant.permission === permission)) {
    throw new Refusal("not-found", "It was never granted.");
  }
  const { locale } = setting;
  const action = portalPath(`/relationships/${id}/${act}`, {
    locale,
    ...(permission !== undefined && { permission }),
  });
  const back = portalPath(`/relationships/${id}`, { locale });
  const asked = { ...question({ partner: partner.displayName }, texts), action, back };
  return sessionAnswer(confirmPage(customerSetting(setting, found, moment.now), asked, texts), status);
}

/** Back to the relationship, which says what was done. */
export const backTo = ({ request, setting }: Visit, done: string): HttpAnswer =>
  onTo(portalPath(`/relationships/${relationshipIdOf(request)}`, { locale: setting.locale, done }));
