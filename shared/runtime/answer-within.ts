/** Milliseconds of one attempt. The SDK makes up to four, so a function that serves a request answers before its time-out. */
export const usualPatience = 3_000;

/**
 * The request handler of every AWS client: it gives up a request after this many milliseconds, which the SDK alone never does.
 * A function that waits until its own time-out answers nobody, and cannot put off or set aside what it works on. The service
 * may have done what it was asked.
 */
export const answerWithin = (milliseconds = usualPatience) => ({
  connectionTimeout: milliseconds,
  requestTimeout: milliseconds,
  throwOnRequestTimeout: true,
});
