// Files that the build and the tests import as their text (infra/build/mjml-plugin.ts).

declare module "*.mjml" {
  /** Compiled, minified HTML with its placeholders. */
  const html: string;
  export { html as default };
}

declare module "*.css" {
  const text: string;
  export { text as default };
}

declare module "*.svg" {
  const text: string;
  export { text as default };
}

declare module "*.client.js" {
  const text: string;
  export { text as default };
}

declare module "*?name" {
  /** The file's name with a fingerprint of its text. */
  const name: string;
  export { name as default };
}
