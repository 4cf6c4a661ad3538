/** White space after which, and before which, every mail program sees an address end. */
const touchesEnd = /[^ \t\n]$/;
const touchesStart = /^[^ \t\n]/;

/**
 * The pieces of a message between which its link stands, with a blank where one would touch the link: no mail program may
 * take a letter, a point or a path behind the link for a part of it.
 */
export const piecesApart = (pieces: readonly string[]): readonly string[] =>
  pieces.map((piece, at, { length }) => {
    const followsLink = at > 0;
    const leadsToLink = at < length - 1;
    if (piece === "" && followsLink && leadsToLink) return " ";
    const before = followsLink && touchesStart.test(piece) ? " " : "";
    const behind = leadsToLink && touchesEnd.test(piece) ? " " : "";
    return before + piece + behind;
  });
