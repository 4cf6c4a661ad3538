/** What the `Message-ID` that a mail was sent with says of it. */
export interface MailId {
  /** Id of the event that asked for it, with dots for what an id cannot hold. */
  readonly event: string;
  readonly kind: string;
  /** The partner whose mail it is, where an event is told to several; else empty. */
  readonly about: string;
}

/** Reads the id of a mail; one that is not ours is all event. */
export function mailIdOf(sentAs: string): MailId {
  const [, event = sentAs, kind = "", about = ""] =
    /^<(.+)\.([a-z-]+)\.[0-9A-Z]{26}(?:\.(ptn_\w+))?@[^>]+>$/.exec(sentAs) ?? [];
  return { event, kind, about };
}
