/** What a command decided on has changed before it could write. Nothing was written; deciding anew gives the true answer. */
export class Superseded extends Error {
  constructor() {
    super("The state has changed since it was read.");
    this.name = "Superseded";
  }
}

/** The transaction of a command was not sent, because what comes before it failed: the `cause`. Nothing was written by it. */
export class NotBegun extends Error {}
