/**
 * Doubles from 30 seconds to 15 minutes, with a jitter of up to a quarter from the message's id, so that mails that were refused
 * together are not retried together.
 */
export function backOffSeconds(tries: number, messageId: string): number {
  const longest = Math.min(900, 30 * 2 ** Math.min(tries - 1, 10));
  return Math.round(longest * (1 - fractionOf(messageId) / 4));
}

/** A number from 0 to 1 that is the same for the same text and differs widely for similar texts (FNV-1a, mixed once more). */
const fractionOf = (text: string): number => {
  const hash = [...text].reduce(
    (sum, character) => Math.imul(sum ^ character.charCodeAt(0), 0x01_00_01_93),
    0x81_1c_9d_c5,
  );
  return (Math.imul(hash, 0x9e_37_79_b1) >>> 0) / 2 ** 32;
};
