/** Called when something is due. `id` is what was scheduled: the row in the database says whether there is still work. */
export type OnDue = (id: string) => Promise<void>;

/**
 * Wakes features at a time. The rows in the database are the truth: a queue may forget (Redis flushed, process gone) or
 * wake twice, never early. So each feature sweeps what nobody woke it for, and each handler survives a second call.
 */
export abstract class WakeQueue {
  /** Milliseconds ahead for which `schedule` keeps anything; what is due later is for the sweep to schedule in time. */
  abstract readonly horizon: number;
  /** As many handlers are at work as may be: more is due than was called for yet. */
  abstract readonly isBusy: boolean;

  /** Never waits and never throws: a request does not depend on the queue. Scheduling again moves the time. */
  abstract schedule(name: string, id: string, dueAt: number): void;
  /** A courtesy that saves a call in vain; not certain. */
  abstract cancel(name: string, id: string): void;
  /** One handler a name, given before `start`. What it throws is logged; the sweep comes again. */
  abstract onDue(name: string, handler: OnDue): void;
  abstract start(): Promise<void>;
  /** Waits for the handlers that run; calls none after that. */
  abstract stop(): Promise<void>;
}

export const defaultHorizon = 3_600_000;
/** Handlers at work at a time. */
export const concurrency = 128;
