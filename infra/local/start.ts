import { launch, runUntilStopped } from "./launch.ts";
import { readOptions } from "./options.ts";
import type { LocalStack } from "./stack.ts";

const welcome = async (local: LocalStack): Promise<string> => {
  const token = await local.token({ partner: "contoso-partner", role: "admin" });
  const body = {
    customer: { email: "ada@contoso.example", organization: "Contoso", contactName: "Ada" },
    send: "email",
  };
  return [
    `API       ${local.url}`,
    `Mailbox   ${local.url}/_local`,
    "",
    "An invitation by Contoso Partner; its mail is in the mailbox right after:",
    `curl -s ${local.url}/v1/invitations -H 'authorization: Bearer ${token}' -H 'content-type: application/json' -d '${JSON.stringify(body)}'`,
    "",
    "Ctrl-C stops everything.",
  ].join("\n");
};

runUntilStopped(async () => console.log(await welcome(await launch(readOptions(process.argv.slice(2))))));
