/* global console, process */
// Runs before the local stack, on any Node however old: says in one sentence what is missing.
if (!process.features.typescript) {
  console.error(
    "Rapport needs Node 22.18 or newer, which runs TypeScript; this is Node " +
      process.versions.node +
      ". `npm install` brings a newer one along unless scripts are turned off: run `npm rebuild node --ignore-scripts=false`, or install a newer Node.",
  );
  process.exit(1);
}
