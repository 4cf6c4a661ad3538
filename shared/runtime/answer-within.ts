/**
 * The request handler of an AWS client that gives up a request after this many milliseconds, which the SDK alone never does: a
 * function that waits until its own time-out cannot put off or set aside what it works on. The service may have done it.
 */
export const answerWithin = (milliseconds: number) => ({
  connectionTimeout: milliseconds,
  requestTimeout: milliseconds,
  throwOnRequestTimeout: true,
});
