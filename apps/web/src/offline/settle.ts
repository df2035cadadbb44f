/** Something of the person's that may not have reached the server yet. */
export interface Unsettled {
  send(): Promise<void>;
  /** Is there still something that the server does not have? */
  waits(): boolean;
  /** Throws it away. */
  forget?(): void;
}

const parts = new Set<Unsettled>();

/** What has to be sent before the person signs out; returns how to take it back. */
export function settleBeforeSignOut(part: Unsettled): () => void {
  parts.add(part);
  return () => parts.delete(part);
}

/** Sends what waits, for two seconds; false where something is left. */
export async function settle(): Promise<boolean> {
  const all = Promise.allSettled([...parts].map((part) => part.send()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  return ![...parts].some((part) => part.waits());
}

/** What is left is not kept for whoever comes next. */
export function forgetUnsettled(): void {
  for (const part of parts) part.forget?.();
  sessionStorage.clear();
}
