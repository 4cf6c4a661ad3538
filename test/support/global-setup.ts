import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDynamoDb } from "../../infra/local/dynamodb/process.ts";
import { synthesize } from "../../infra/local/synthesize.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files ask for what is made once for all of them; `prepared.ts` does. */
    readonly preparedAt: string;
  }
}

/** Something that is made when it is first asked for, once for every number after its name, and undone at the end. */
interface Piece {
  readonly make: () => Promise<{ readonly value: string; readonly undo: () => Promise<void> }>;
}

/** Fills a new folder, which is gone again when that fails. */
async function inFolder(name: string, fill: (folder: string) => Promise<unknown>): ReturnType<Piece["make"]> {
  const folder = await mkdtemp(join(tmpdir(), `rapport-${name}-`));
  const undo = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await fill(folder).catch(async (error: unknown) => {
    await undo();
    throw error;
  });
  return { value: folder, undo };
}

const pieces: Readonly<Record<string, Piece>> = {
  assembly: { make: () => inFolder("assembly", synthesize) },
  // The functions as they are deployed, with esbuild's account of what is in each.
  bundles: {
    make: async () => {
      const { buildFunctions } = await import("../../infra/build/build.ts");
      return inFolder("bundles", (outDir) => buildFunctions({ outDir }));
    },
  },
  dynamodb: {
    make: async () => {
      const { url, stop } = await openDynamoDb();
      return { value: url, undo: stop };
    },
  },
};

/**
 * Serves what is prepared once. Test files run in processes of their own, so they reach it over HTTP;
 * a run of unit tests asks for nothing and waits for nothing.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const made = new Map<string, ReturnType<Piece["make"]>>();
  const answer: RequestListener = ({ url = "" }, response) => {
    const name = url.slice(1);
    const kind = name.replace(/-\d+$/, "");
    const piece = made.get(name) ?? pieces[kind]?.make() ?? Promise.reject(new Error(`There is no ${name}.`));
    made.set(name, piece);
    piece.then(
      ({ value }) => response.end(value),
      (error: unknown) => {
        // Who asks next has it tried again.
        made.delete(name);
        response.writeHead(500).end(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("preparedAt", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    for (const piece of await Promise.allSettled(made.values())) {
      if (piece.status === "fulfilled") await piece.value.undo();
    }
  };
};
