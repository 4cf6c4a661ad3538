import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { organization } from "better-auth/plugins";
import { serve } from "../serve.ts";

const [file = ""] = process.argv.slice(2);

serve(async (url) => {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  const options = {
    database,
    baseURL: url,
    secret: randomBytes(32).toString("base64"),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      // Guests sign up before anything is timed; the real hash would take most of the run.
      password: { hash: async (password: string) => password, verify: async () => true },
    },
    plugins: [
      organization({
        invitationLimit: Infinity,
        membershipLimit: Infinity,
        sendInvitationEmail: async () => undefined,
      }),
    ],
  };
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth(options);
  const changes = database.prepare("SELECT total_changes() AS rows");
  return { handle: (request) => auth.handler(request), written: () => Number(changes.get()?.["rows"]) };
});
