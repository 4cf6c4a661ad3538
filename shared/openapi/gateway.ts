import type { Route } from "../manifest.ts";
import type { HeaderName } from "./headers.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What the gateway answers before any function is asked; AWS's own form, not ours. */
export interface GatewayAnswer {
  readonly status: number;
  readonly message: string;
  readonly when: string;
  readonly headers: readonly HeaderName[];
}

const own = ["Apigw-Requestid"] as const;
const takesBody = ({ key }: Route): boolean => !/^GET /.test(key);

/** The gateway's answers on a route. Source: "Working with HTTP APIs" of the API Gateway guide, and its quotas. */
export const gatewayAnswers = (route: Route): readonly GatewayAnswer[] => [
  ...(route.key.includes("{")
    ? [{ status: 400, message: "Bad Request", when: "the path is not correctly encoded", headers: own }]
    : []),
  ...(route.roles === "public"
    ? []
    : [
        {
          status: 401,
          message: "Unauthorized",
          when: "there is no valid token",
          headers: [...own, "WWW-Authenticate" as const],
        },
      ]),
  ...(takesBody(route)
    ? [{ status: 413, message: "Request Entity Too Large", when: "the body has more than 10 MB", headers: own }]
    : []),
  { status: 429, message: "Too Many Requests", when: "too many requests come at once", headers: own },
  { status: 431, message: "Request Header Fields Too Large", when: "headers have more than 10 KB", headers: own },
  {
    status: 500,
    message: "Internal Server Error",
    when: "the function failed, or the body has more than 6 MB",
    headers: own,
  },
  { status: 503, message: "Service Unavailable", when: "the function took too long", headers: own },
];

/** The body of such an answer. */
export const gatewayMessage: JsonSchema = {
  type: "object",
  description: "An answer of the gateway itself.",
  properties: { message: { type: "string", description: "The status in words." } },
  required: ["message"],
};
