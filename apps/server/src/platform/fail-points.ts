/**
 * Places at which a test may let the process die as if by a power cut, around everything that must not be lost in between:
 *
 * - `before-commit`, `commit-sent`, `after-commit`: a batch's rows are locked and its writes come next; they and the COMMIT are
 *   on their way and the answer is not here (not on SQLite, which answers at once); it is here and nobody knows
 * - `plan-committed`, `plan-told`: before and after the effects of a commit, such as putting a wake-up into the queue
 * - `claim-committed`: rows are claimed, nothing is done with them
 * - `wakes-sending`, `wakes-sent`: before and after Redis has the wake-ups
 * - `wake-received`, `wake-handled`, `wake-acknowledged`: before and after a wake-up's work, and after Redis knows of it
 * - `drain-begun`, `delivery-brought`, `drain-done`: before, between and after the deliveries that a command caused
 * - `job-done`: a built-in job has had its effect outside, the case does not know
 * - `seal-begun`, `seal-done`: before and after the commit of a link of the audit's chain
 * - `migration-begun`, `migration-done`: before a migration, and after it while the list of migrations does not name it
 */
export const failPoints = [
  'before-commit',
  'commit-sent',
  'after-commit',
  'plan-committed',
  'plan-told',
  'claim-committed',
  'wakes-sending',
  'wakes-sent',
  'wake-received',
  'wake-handled',
  'wake-acknowledged',
  'drain-begun',
  'delivery-brought',
  'drain-done',
  'job-done',
  'seal-begun',
  'seal-done',
  'migration-begun',
  'migration-done',
] as const;
export type FailPoint = (typeof failPoints)[number];

/** The place, and how often it is reached until the process dies there. */
export interface ArmedFailPoint {
  readonly name: FailPoint;
  readonly nth: number;
}

let armed: ArmedFailPoint | undefined;
let times = 0;
const die = () => process.kill(process.pid, 'SIGKILL');
let fail: () => void = die;

/** Once, at start, by configuration alone: no request leads here. @param then instead of dying, for tests */
export const armFailPoint = (point: ArmedFailPoint | undefined, then: () => void = die): void => {
  armed = point;
  times = 0;
  fail = then;
};

/** The process is at that place. Costs one comparison where nothing is armed, which is everywhere but in tests. */
export const reach = (name: FailPoint): void => {
  if (armed === undefined || armed.name !== name) return;
  times += 1;
  if (times === armed.nth) fail();
};
