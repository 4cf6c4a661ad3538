import { ulid } from "ulid";
import type { Route } from "../manifest.ts";
import { httpBoundary, type BoundaryOptions } from "./boundary.ts";

/** A Lambda handler of HTTP routes. A request without a correlation id gets a ULID. */
export const httpFunction = <const Routes extends readonly Route[]>(
  options: Omit<BoundaryOptions<Routes>, "newCorrelationId">,
) => httpBoundary({ ...options, newCorrelationId: () => ulid() });
