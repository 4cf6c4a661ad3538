import { parseArgs } from "node:util";
import { CommandError } from "./run.ts";
import { findTarget, runCommand, targetOptions } from "./stage-outputs.ts";

const actions = { export: "exports", erase: "erasures" } as const;

/**
 * Asks for the export or erasure of a person's data, or reads what has come of it:
 * `npm run export-person -- --stage prod --email ada@customer.example`, then `--id job_…`. It calls the operator's API with the
 * token in `TOKEN`.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...targetOptions,
      email: { type: "string" },
      id: { type: "string" },
      unattended: { type: "boolean", default: false },
    },
  });
  const action = positionals[0] === "erase" ? "erase" : "export";
  const { TOKEN } = process.env;
  if (TOKEN === undefined)
    throw new CommandError('Sign in as operator first: eval "$(npm run --silent token -- --stage prod)"');
  const target = await findTarget(values);
  const base = `${values.local ? values.url : target.output("ApiUrl")}/v1/operator/${actions[action]}`;
  const call = (url: string, body?: object) => ask(url, TOKEN, body);
  if (values.id !== undefined) {
    const url = `${base}/${encodeURIComponent(values.id)}`;
    return print(await (action === "erase" ? call(url) : readAll(url, call)));
  }
  if (values.email === undefined) throw new CommandError("Name the person: --email ada@customer.example");
  const { email, unattended } = values;
  const { id } = await call(base, action === "erase" ? { email, unattended } : { email });
  console.log(`${String(id)} is running. In some minutes, read it with --id ${String(id)} instead of --email.`);
}

type Json = Readonly<Record<string, unknown>>;

async function ask(url: string, token: string, body?: object): Promise<Json> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url, {
    headers,
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new CommandError(`Cannot reach ${url}: ${(error as Error).message}.`);
  });
  const json = (await answer.json().catch(() => ({}))) as Json;
  if (answer.ok) return json;
  const { detail = json["message"] ?? answer.statusText, customers } = json;
  const listed = Array.isArray(customers) ? `\n  ${customers.join("\n  ")}` : "";
  throw new CommandError(`${answer.status}: ${String(detail)}${listed}`);
}

/** An export with all pages of its data. */
async function readAll(url: string, call: (url: string) => Promise<Json>): Promise<Json> {
  const items: unknown[] = [];
  let page = await call(`${url}?limit=100`);
  for (;;) {
    items.push(...(page["items"] as unknown[]));
    if (typeof page["next"] !== "string") return { ...page, items };
    page = await call(`${url}?limit=100&cursor=${page["next"]}`);
  }
}

const print = (value: Json): void => console.log(JSON.stringify(value, null, 2));

await runCommand(
  main,
  "npm run export-person -- --stage prod --email ADDRESS | --id job_…\nnpm run erase-person -- --stage prod --email ADDRESS [--unattended] | --id job_…",
);
