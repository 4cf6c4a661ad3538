import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { adopt } from "./children.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

const run = async (script: string, env: Readonly<Record<string, string>>): Promise<void> => {
  const child = spawn(process.execPath, [script], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  await adopt(child);
  if (child.exitCode !== 0) throw new Error(`${script} failed:\n${Buffer.concat(output).toString("utf8")}`);
};

/** Context of the stage that runs on a laptop. */
const localContext = { stage: "local", sender: "rapport@localhost.example", operatorName: "Example Cloud" };

/** Bundles the functions and synthesizes the app for stage `local` into `folder`. Throws with the tools' output when one of them fails. */
export const synthesize = async (folder: string): Promise<void> => {
  await run("infra/build.ts", {});
  await run("infra/app.ts", { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(localContext) });
};
