import sources from "../aws-sources.json" with { type: "json" };
import type { TokenSpec } from "./alone.ts";
import { row, type GatewayRow } from "./rows.ts";

const invalid = 'Bearer scope="" error="invalid_token"';
const nobody = `${invalid} error_description="the token does not have a valid audience"`;
const refused = { event: null, status: 401, body: '{"message":"Unauthorized"}' } as const;
const path = "/guarded";
const hour = 3600;
const now = (): number => Math.floor(Date.now() / 1000);

const refuses = (what: string, token: TokenSpec, challenge = invalid, source: string = sources.jwt): GatewayRow => ({
  does: `refuses a token ${what}`,
  source,
  request: { path },
  token,
  ...refused,
  headers: { "www-authenticate": challenge },
});
const takes = (what: string, row: Partial<GatewayRow>): GatewayRow => ({
  does: `takes a token ${what}`,
  source: sources.jwt,
  request: { path },
  token: {},
  event: { routeKey: `GET ${row.request?.path ?? path}` },
  ...row,
});

/** Tokens that a JWT authorizer accepts and refuses. */
export const tokenRows: readonly GatewayRow[] = [
  takes("after the word Bearer", { scheme: "Bearer " }),
  takes("that stands alone", { scheme: "" }),
  takes("whose client is the audience where it names none", { source: sources.jwtTroubles }),
  takes("with one of several audiences", { token: { claims: { aud: ["x", "first"], client_id: "unknown" } } }),
  takes("that has been valid for a minute", { token: { claims: { nbf: now() - 60 } } }),
  row(sources.jwt, "refuses a request without a token", {
    request: { path },
    ...refused,
    headers: { "www-authenticate": "Bearer", "content-type": "application/json" },
  }),
  row(sources.jwt, "refuses what is no token", {
    request: { path, headers: [["authorization", "Bearer nonsense"]] },
    ...refused,
    headers: { "www-authenticate": invalid },
  }),
  refuses("of another key", { key: "other" }),
  refuses("with a signature that is not RSA's", { key: "secret" }),
  refuses("that does not name its key", { kid: undefined }),
  refuses("that names an unknown key", { kid: "unknown" }),
  refuses("of another issuer", { claims: { iss: "https://issuer.example" } }),
  refuses("that has expired", { claims: { exp: now() - 1 } }),
  refuses("that never expires", { claims: { exp: undefined } }),
  refuses("that is not valid yet", { claims: { nbf: now() + hour } }),
  refuses("from the future", { claims: { iat: now() + hour } }),
  refuses("of another client", { claims: { client_id: "unknown" } }, nobody, sources.jwtTroubles),
  refuses("of no client", { claims: { client_id: undefined } }, nobody, sources.jwtTroubles),
  refuses("whose audience is wrong though its client is right", { claims: { aud: "x" } }, nobody, sources.jwtTroubles),
  row(`${sources.jwt}; observed: the form of lists and numbers`, "tells the function the claims as text", {
    request: { path },
    token: { claims: { groups: ["a", "b"], level: 3, sub: "user" } },
    event: {
      requestContext: { authorizer: { jwt: { claims: { sub: "user", groups: "[a b]", level: "3" }, scopes: null } } },
    },
  }),
  row(sources.jwt, "tells the function nothing of a token where the route has no authorizer", {
    token: {},
    event: { routeKey: "GET /items/{id}" },
    without: ["requestContext.authorizer"],
  }),
];
