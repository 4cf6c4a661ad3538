import { Refusal } from "../kernel/refusal.ts";

/** Where a posted form may come from. */
export interface FormSetting {
  /** Origin of links and pages; the host that was asked is one as well. */
  readonly publicUrl: string | undefined;
}

/** A request as far as it tells where its form stood. */
interface Posted {
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * Refuses a form that another site sent: by what the browser says of the two sites, else by the form's origin. Who sends
 * neither is no browser of today, and has no session of somebody's to use. Mail programs post so (RFC 8058).
 */
export function assertOwnForm({ path, headers }: Posted, { publicUrl }: FormSetting): void {
  const site = headers["sec-fetch-site"];
  const isOwn = site === undefined ? isOwnOrigin(path, headers, publicUrl) : site === "same-origin" || site === "none";
  if (!isOwn)
    throw new Refusal("forbidden", "The form was sent by another site. Open the page and use the form on it.");
}

function isOwnOrigin(path: string, headers: Posted["headers"], publicUrl: string | undefined): boolean {
  const { origin, host = "", "x-forwarded-proto": protocol = "https" } = headers;
  if (origin === undefined) return true;
  // A page behind a mailed link tells nobody its address, so browsers keep back its origin, too. Its forms need the link.
  if (origin === "null") return !/^\/(portal|console)\b/.test(path);
  return [publicUrl, `${protocol}://${host}`].some((own) => own !== undefined && originOf(own) === origin);
}

/** The origin as browsers write it: in lower case, without the port that is usual. */
const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);
