const waiting = new Set<() => Promise<void>>();

/** What has to be sent before the person signs out; returns how to take it back. */
export function settleBeforeSignOut(work: () => Promise<void>): () => void {
  waiting.add(work);
  return () => waiting.delete(work);
}

/** Sends what waits; what cannot be sent within two seconds holds nobody back. */
export async function settle(): Promise<void> {
  const all = Promise.allSettled([...waiting].map((work) => work()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 2_000))]);
}
