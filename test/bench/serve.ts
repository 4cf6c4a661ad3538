import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What the bench reads of a server that is ready, in one line of JSON. */
type Ready = Readonly<Record<string, string>>;

/**
 * Serves a handler of web requests on a free port and reports so. `GET /-/written` answers how many items or
 * rows have been written since the start, `GET /-/sent?to=` the link that was mailed.
 */
export function serve(makeHandler: (url: string) => Promise<Contender>): void {
  const server = createServer((request, response) => {
    void answer(request).then(async (answered) => {
      response.writeHead(answered.status, headersOf(answered));
      response.end(Buffer.from(await answered.arrayBuffer()));
    });
  });
  let contender: Contender | undefined;
  const answer = async (request: IncomingMessage): Promise<Response> => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname === "/-/written") return new Response(String(contender!.written()));
    if (url.pathname === "/-/sent") return new Response(contender!.sent?.(url.searchParams.get("to") ?? ""));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return contender!.handle(new Request(url, { method: request.method ?? "GET", headers, ...(body && { body }) }));
  };
  const begin = async (): Promise<void> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    contender = await makeHandler(url);
    console.log(JSON.stringify({ url, ...contender.ready }));
  };
  server.listen(0, "127.0.0.1", () => void begin());
}

/** A system that is compared. */
export interface Contender {
  readonly handle: (request: Request) => Promise<Response>;
  /** Items or rows written since the start. */
  readonly written: () => number;
  /** The link that was mailed to an address. */
  readonly sent?: (to: string) => string;
  readonly ready?: Ready;
}

const headersOf = ({ headers }: Response): Record<string, string | string[]> => ({
  ...Object.fromEntries(headers),
  "set-cookie": headers.getSetCookie(),
});
