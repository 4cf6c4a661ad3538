import type { RefusalKind } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import type { RouteDescription } from "./description.ts";
import { answerHeaders } from "./headers.ts";
import type { SchemaWriter } from "./json-schema.ts";
import { gatewayWays, notModified, ownWays, problemWays, type Way } from "./ways.ts";

/** Whether who has an answer already is not sent it again: it is read, and has an ETag. */
export const isConditional = ({ key }: Route, { answers }: RouteDescription): boolean =>
  key.startsWith("GET ") && [answers[200]].flat().some((answer) => answer?.headers?.includes("ETag"));

/** All answers of a route, by status. */
export function responsesOf(
  route: Route,
  description: RouteDescription,
  kinds: readonly RefusalKind[],
  schemas: SchemaWriter,
): Readonly<Record<string, object>> {
  const ways = [
    ...ownWays(description, schemas),
    ...(isConditional(route, description) ? [notModified(description)] : []),
    ...problemWays([...kinds, "unavailable", "internal"], schemas),
    ...gatewayWays(route, schemas),
  ];
  const byStatus = Map.groupBy(ways, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].toSorted(([one], [other]) => one - other).map(([status, all]) => [status, response(all)]),
  );
}

/** The ways of one status as one response. A header that not all of them have is not promised. */
function response(ways: readonly Way[]): object {
  const names = new Set(ways.flatMap(({ headers }) => headers));
  const headers = Object.fromEntries(
    [...names].map((name) => [
      name,
      ways.every((way) => way.headers.includes(name))
        ? { $ref: `#/components/headers/${name}` }
        : { ...answerHeaders[name], required: false },
    ]),
  );
  const byType = Map.groupBy(
    ways.flatMap(({ content }) => (content ? [content] : [])),
    ({ type }) => type,
  );
  const content = Object.fromEntries(
    [...byType].map(([type, all]) => {
      const different = new Map(all.map(({ schema }) => [JSON.stringify(schema), schema]));
      const [first, ...others] = different.values();
      return [type, { schema: others.length === 0 ? first : { anyOf: [first, ...others] } }];
    }),
  );
  return {
    description: [...new Set(ways.map(({ description }) => description))].join(" "),
    headers,
    ...(byType.size > 0 && { content }),
  };
}
