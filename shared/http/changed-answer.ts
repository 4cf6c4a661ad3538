import { etagOf } from "./etag.ts";
import { replayedHeader } from "./idempotency.ts";
import type { HttpAnswer } from "./request.ts";

/**
 * The answer of a command: what there is now, whether it answers an earlier request again, and where it is read if it is new.
 * `parts`: the versions of its other parts.
 */
export const changedAnswer = (
  status: number,
  body: { readonly version: number },
  { replayed = false, location }: { readonly replayed?: boolean; readonly location?: string } = {},
  ...parts: readonly number[]
): HttpAnswer => ({
  status,
  body,
  headers: {
    etag: etagOf(body, body.version, ...parts),
    ...(location !== undefined && { location }),
    ...replayedHeader(replayed),
  },
});
