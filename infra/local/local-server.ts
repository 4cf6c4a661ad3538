import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CommandError } from "../commands/run.ts";

/** The code of a system error, such as `EADDRINUSE`; empty for any other error. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

/** Listens on the loopback addresses that `localhost` may mean, so that no other program can stand on one of them. */
export class LocalServer {
  readonly #servers: Server[] = [];
  readonly #listener: RequestListener;

  constructor(listener: RequestListener) {
    this.#listener = listener;
  }

  /** Answers the port; 0 takes a free one. Throws a CommandError when the port is taken. */
  async listen(port: number): Promise<number> {
    try {
      const bound = await this.#open(port, "127.0.0.1");
      await this.#open(bound, "::1").catch((error: unknown) => {
        if (codeOf(error) === "EADDRINUSE") throw error;
      });
      return bound;
    } catch (error) {
      await this.stop();
      if (codeOf(error) !== "EADDRINUSE") throw error;
      throw new CommandError(
        `Port ${port} is in use, perhaps by another local stack. Stop that program or choose another --port.`,
      );
    }
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#servers.splice(0).map((server) => {
        server.closeAllConnections();
        return server[Symbol.asyncDispose]();
      }),
    );
  }

  async #open(port: number, host: string): Promise<number> {
    const server = createServer(this.#listener).listen(port, host);
    await once(server, "listening");
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }
}
