import { userAttributes } from "../names.ts";

/** A user as the pool describes it. */
interface DescribedUser {
  readonly Enabled?: boolean | undefined;
  readonly UserAttributes?: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[];
}

/** Whether a user of the pool, as it is now, is an operator. */
export const hasOperatorRole = ({ Enabled, UserAttributes = [] }: DescribedUser): boolean =>
  Enabled === true && UserAttributes.some(({ Name, Value }) => Name === userAttributes.role && Value === "operator");
