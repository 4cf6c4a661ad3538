import { parseArgs } from "node:util";
import { StartError } from "./java.ts";

const defaultPort = 3000;

/** What `npm start` and `npm run demo` take. */
export interface Options {
  readonly port: number;
  /** Folder in which the stack goes on after its end. */
  readonly data: string | undefined;
  /** Whether functions are built again when their sources change. */
  readonly watch: boolean;
  /** Whether a browser opens the control page. */
  readonly open: boolean;
  /** A cloud assembly to raise instead of building one. */
  readonly assembly: string | undefined;
}

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

const parse = (args: readonly string[]) => {
  try {
    const options = { port: text, data: text, assembly: text, watch: flag, open: flag };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
};

/** Reads the command line. Throws a StartError on what it does not know. */
export const readOptions = (args: readonly string[]): Options => {
  const values = parse(args);
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`--port takes a number up to 65535, not ${values.port}.`);
  }
  if (values.watch && values.assembly !== undefined) throw new StartError("--watch builds, --assembly does not.");
  return { port, data: values.data, watch: values.watch, open: values.open, assembly: values.assembly };
};
