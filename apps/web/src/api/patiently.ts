const tries = 4;
/** Seconds: whoever asks for more wants to be asked by the person. */
const longest = 5;

/**
 * Sends once more what the server had no time for, when it says to come again (`Retry-After`): up to three times, at a moment of our
 * own around the one that it named, so that not all come again together, and later each time. A write carries its key.
 */
export async function patiently(
  send: () => Promise<Response>,
  signal?: AbortSignal,
  pause: (milliseconds: number, signal?: AbortSignal) => Promise<void> = forAWhile,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await send();
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    const isPassing = (response.status === 503 || response.status === 429) && seconds >= 0 && seconds <= longest;
    if (!isPassing || attempt === tries) return response;
    await pause(seconds * 1_000 * attempt * (0.5 + Math.random()), signal);
  }
}

const forAWhile = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const given = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', given);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', given, { once: true });
  });
