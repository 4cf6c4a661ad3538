import * as z from "zod/mini";
import { hasOperatorRole } from "./operator-role.ts";
import { awsFailure, signedFetch } from "./signed-fetch.ts";

/** Whether a user of the pool is currently an operator, independent of its token. */
export type IsOperator = (id: string) => Promise<boolean>;

const userSchema = z.object({
  Enabled: z.boolean(),
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z._default(z.string(), "") })),
});
const failureSchema = z.object({ __type: z.string() });

/**
 * Reads operators from the user pool, which is the only list of them: one who was removed or disabled there, or has another
 * role, is none. An own request, since the SDK's client would make the operator's function a tenth larger for one call.
 */
export function readOperators(UserPoolId: string, environment: NodeJS.ProcessEnv = process.env): IsOperator {
  const { AWS_REGION: region = "" } = environment;
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint = `https://cognito-idp.${region}.amazonaws.com` } =
    environment;
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSCognitoIdentityProviderService.AdminGetUser",
  };

  return async (Username) => {
    const body = JSON.stringify({ UserPoolId, Username });
    const call = { service: "cognito-idp", method: "POST", url: new URL("/", endpoint), headers, body } as const;
    const response = await signedFetch(call, environment);
    const answer: unknown = await response.json().catch(() => ({}));
    if (response.ok) return hasOperatorRole(userSchema.parse(answer));
    const name = failureSchema.safeParse(answer).data?.__type.split("#").at(-1);
    if (name === "UserNotFoundException") return false;
    throw awsFailure("The user pool", name, response.status);
  };
}
