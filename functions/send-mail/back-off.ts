/**
 * Doubles from half a minute up to a quarter of an hour, less up to a quarter by the message's id: mails that were refused
 * together do not come back together.
 */
export function backOffSeconds(tries: number, messageId: string): number {
  const longest = Math.min(900, 30 * 2 ** Math.min(tries - 1, 10));
  return Math.round(longest * (1 - fractionOf(messageId) / 4));
}

/** A number from 0 to 1 that is the same for the same text, and far apart for texts that are alike (FNV-1a, mixed once more). */
const fractionOf = (text: string): number => {
  const hash = [...text].reduce(
    (sum, character) => Math.imul(sum ^ character.charCodeAt(0), 0x01_00_01_93),
    0x81_1c_9d_c5,
  );
  return (Math.imul(hash, 0x9e_37_79_b1) >>> 0) / 2 ** 32;
};
