import type { RouteHandler } from "./request.ts";

/** What a GET answers, without the page: programs that check links ask by HEAD, and take a 404 for a dead one. */
export const withoutBody =
  (get: RouteHandler): RouteHandler =>
  async (request) => {
    const { status, headers = {} } = await get(request);
    return { status, headers };
  };
