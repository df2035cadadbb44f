import type { Guard, RowChanges } from '../platform/write-plan.ts';

/** What belongs into the plan of a command that was found to be in order; without it two commands at once could both pass. */
export interface DutyPlan {
  readonly guards: readonly Guard[];
  /** Adds the deed, and the reason that was given. */
  change(changes: RowChanges): void;
}

export const allowed: DutyPlan = { guards: [], change: () => undefined };
