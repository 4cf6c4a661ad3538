/** Nouns in the order in which they may know each other: all of a room but its commands knows itself and those before it. */
export const rooms = [
  "terms",
  "users",
  "codes",
  "portal-access",
  "partner",
  "console-access",
  "templates",
  "customer",
  "relationship",
  "delivery",
  "reminders",
  "invitation",
  "support",
  "jobs",
  "metrics",
  "data-requests",
] as const;
export type Room = (typeof rooms)[number];

/** Folders of `shared` that know no room, but for those that describe all of them. */
export const withoutNoun: readonly string[] = [
  ...[
    "kernel",
    "schema",
    "table",
    "transaction",
    "events",
    "crypto",
    "policy",
    "runtime",
    "http",
    "html",
    "pages",
    "console",
    "mail",
  ],
  ...["openapi", "asyncapi", "gallery"],
];

/** What a file of a room is, by its name or its folder (docs/decisions/0025-layout.md). */
export const shelves = [
  "model",
  "lifecycle",
  "rules",
  "item",
  "commands",
  "requests",
  "answers",
  "events",
  "examples",
  "mails",
] as const;
export type Shelf = (typeof shelves)[number];

const byFolder: Readonly<Record<string, Shelf>> = { rules: "rules", items: "item", mails: "mails" };
const byName = /(?:^|-)(model|lifecycle|rules|item|requests|answers|events|examples|mails)\.ts$/;

/** The room and shelf of a path; null where it has no noun. */
export function placeOf(path: string): { readonly room: Room; readonly shelf: Shelf } | null {
  const [top, room, ...rest] = path.split("/");
  if (top !== "shared" || !rooms.some((name) => name === room)) return null;
  const shelf =
    byFolder[rest[0] ?? ""] ?? (rest.length > 1 ? "commands" : (byName.exec(rest[0] ?? "")?.[1] ?? "commands"));
  return { room: room as Room, shelf: shelf as Shelf };
}

interface Allowed {
  /** Folders of `shared` without a noun, and its own files. */
  readonly without: readonly string[];
  /** Shelves of the own room and of those before it. */
  readonly shelves: readonly Shelf[];
  readonly packages: RegExp;
}
const none = /^$/;
const zod = /^zod\/mini$/;

/** What a shelf may import by value. Types are free: they are gone when the program runs. */
const allowed: Readonly<Record<Shelf, Allowed>> = {
  model: { without: ["kernel", "schema"], shelves: ["model"], packages: zod },
  lifecycle: { without: ["kernel"], shelves: ["model", "rules", "lifecycle"], packages: none },
  rules: { without: ["kernel"], shelves: ["model", "rules", "lifecycle"], packages: none },
  item: {
    without: ["kernel", "schema", "table", "crypto", "events", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "item"],
    packages: /^(zod\/mini|ulid)$/,
  },
  commands: {
    without: ["kernel", "schema", "table", "crypto", "events", "policy", "transaction", "runtime/log.ts", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "item", "commands"],
    packages: /^node:crypto$/,
  },
  requests: {
    without: ["kernel", "schema", "policy", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "requests"],
    packages: zod,
  },
  answers: {
    without: ["kernel", "schema", "policy", "openapi", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "requests", "answers"],
    packages: zod,
  },
  events: {
    without: ["kernel", "schema", "openapi", "asyncapi", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "answers", "events"],
    packages: zod,
  },
  examples: {
    without: ["kernel", "schema", "openapi", "asyncapi", "names.ts"],
    shelves: ["model", "lifecycle", "rules", "answers", "events", "examples"],
    packages: none,
  },
  mails: {
    without: ["kernel", "mail", "html", "crypto", "policy"],
    shelves: ["model", "lifecycle", "rules", "mails"],
    packages: none,
  },
};

/** Folders without a noun that describe every room: documents, the list of all events, and the gallery of all mails. */
const documents = /^shared\/(asyncapi|openapi|gallery|events\/all\.ts)/;

/** What the folders without a noun may import that models and rules do. */
const lowest: Readonly<Record<string, Pick<Allowed, "without" | "packages">>> = {
  kernel: { without: [], packages: none },
  schema: { without: ["kernel", "policy/locales.ts"], packages: zod },
};

const within = (name: string, folders: readonly string[]): boolean =>
  folders.some((folder) => name === `shared/${folder}` || name.startsWith(`shared/${folder}/`));

/** Whether a file of `shared` may import a module by value; both by their path from the root, packages by name. */
export function mayImport(path: string, name: string): boolean {
  const own = placeOf(path);
  const other = placeOf(name);
  // It has every schema in it, which no program reads.
  if (name === "shared/events/all.ts") return documents.test(path);
  if (own === null) {
    for (const [folder, rule] of Object.entries(lowest))
      if (within(path, [folder])) return within(name, [folder, ...rule.without]) || rule.packages.test(name);
    return other === null || documents.test(path);
  }
  const rule = allowed[own.shelf];
  if (!name.startsWith("shared/")) return rule.packages.test(name) || /\.(json|mjml)$/.test(name);
  if (name.endsWith(".json")) return other === null || other.room === own.room;
  if (other === null) return within(name, rule.without);
  const isBefore = rooms.indexOf(other.room) <= rooms.indexOf(own.room);
  return rule.shelves.includes(other.shelf) && (isBefore || own.shelf === "commands");
}

/** Whether a path is of those that are given clock, chance and environment. */
export const isPure = (path: string): boolean =>
  /^shared\/(kernel|schema)\//.test(path) || ["model", "lifecycle", "rules"].includes(placeOf(path)?.shelf ?? "");
