/** Why a completion cannot be taken back (any more): details of `cannot-take-back` name who, what and when. */
export const takeBackObstacles = [
  /** It is open. */
  'not-completed',
  'not-yours',
  'case-ended',
  /** Somebody took or opened a task that came of it. */
  'task-claimed',
  'task-opened',
  'task-changed',
  'task-completed',
  'timer-fired',
  'job-taken',
  'delivered',
  'message-arrived',
  'case-moved-on',
] as const;
