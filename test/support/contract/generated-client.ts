import { createClient } from "@hey-api/openapi-ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * Generates a client into `folder/client` with a public generator, as anybody would from the document.
 * @returns what a strict compiler says against `main`, a program beside it that uses the client.
 */
export async function generateClient(folder: string, document: object, main: string): Promise<string[]> {
  await createClient({
    input: document,
    output: { path: join(folder, "client"), module: { extension: ".ts" } },
    plugins: ["@hey-api/typescript", "@hey-api/client-fetch", "@hey-api/sdk"],
    logs: { level: "silent" },
  });
  const file = join(folder, "main.ts");
  writeFileSync(file, main);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipDefaultLibCheck: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file: at, messageText }) => `${at?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

/** A partner's program that uses only the generated client. */
export const partnersProgram = `
import { createClient } from "./client/client/index.ts";
import {
  createInvitation, editInvitation, listCustomers, readCustomer, readInvitation, sendInvitation,
} from "./client/sdk.gen.ts";
import type { Invitation } from "./client/types.gen.ts";

export interface Journey {
  readonly drafted: Invitation["status"];
  readonly open: string;
  readonly accepted: Invitation;
  readonly opens: string[];
}

export async function main(
  baseUrl: string,
  token: string,
  email: string,
  customerAccepts: () => Promise<unknown>,
): Promise<Journey> {
  const client = createClient({ baseUrl, auth: token });

  const created = await createInvitation({
    client,
    headers: { "Idempotency-Key": "generated-client" },
    body: { customer: { email, organization: "Customer Ltd" }, permissions: ["users.admin"], reminders: [] },
  });
  if (!created.data) throw new Error(JSON.stringify(created.error));
  const path = { id: created.data.id };

  const edited = await editInvitation({
    client,
    path,
    headers: { "If-Match": created.response?.headers.get("etag") ?? "" },
    body: { duration: "P90D" },
  });
  if (!edited.data) throw new Error(JSON.stringify(edited.error));
  const sent = await sendInvitation({ client, path, body: { mode: "email" } });
  if (!sent.data) throw new Error(JSON.stringify(sent.error));

  const again = await createInvitation({ client, body: { customer: { email }, send: "email" } });
  const problem = again.error;
  const open =
    problem !== undefined && "type" in problem && problem.type === "/problems/open-invitation-exists"
      ? String(problem.invitationId)
      : "no conflict";

  await customerAccepts();
  const accepted = await readInvitation({ client, path });
  if (!accepted.data) throw new Error(JSON.stringify(accepted.error));
  const list = await listCustomers({ client, query: { limit: 1 } });
  const customer = await readCustomer({ client, path: { id: list.data?.items[0]?.id ?? "" } });
  return {
    drafted: created.data.status,
    open,
    accepted: accepted.data,
    opens: customer.data?.services.flatMap(({ permissions }) => permissions) ?? [],
  };
}
`;
