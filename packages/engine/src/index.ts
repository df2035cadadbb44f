/**
 * The token kernel: `compile` makes a process ready to run, `advance` says what a trigger does to an instance.
 *
 * - `triggers/`: what can happen to an instance, one function each, listed in `triggers.ts`
 * - `run.ts`: the work list of a step, in bounded slices
 * - `behaviours/`: what an element does when a token enters it, one file each, listed in `behaviours.ts`
 * - `events/`: what an event definition waits for or throws, one file each, listed in `events.ts`
 * - `flow/`: how tokens live, move, join, repeat, are cancelled; how errors and escalations find who catches them
 * - `parts/`: items of large multi-instance bodies stored apart from their instance
 * - `state/`: the working copy of the snapshot, waits, variables, expressions, incidents
 * - `compile/`, `time/`: models into graphs; ISO 8601 times, durations and cycles
 */
export type * from './trigger.ts';
export type * from './advance-types.ts';
export type * from './snapshot.ts';
export type * from './compile/compiled-process.ts';
export { advance } from './advance.ts';
export { compile } from './compile/compile.ts';
export { expressionsIn } from './compile/compile-expressions.ts';
export { correlates, hasKeysFor } from './correlation/correlates.ts';
export { decisionKey } from './compile/decision-key.ts';
export { evaluateStart, evaluateStartCondition, evaluateStartTimer } from './evaluate-start.ts';
export { isOver } from './is-over.ts';
export { listenerAt } from './flow/listeners.ts';
export { adHocParts } from './flow/ad-hoc.ts';
export type { AdHocPart } from './flow/ad-hoc.ts';
export { hasBodies, needAt, ownPart, partOf, storeApart, storeTogether, withParts } from './parts/parts.ts';
export { openWaits } from './open-waits.ts';
export type { OpenWait } from './open-waits.ts';
export { upgradeSnapshot, snapshotVersion } from './upgrade-snapshot.ts';
export { variablesOf, visibleVariables } from './state/visible-variables.ts';
export type { TypedVariables } from './state/visible-variables.ts';
export { nextCycle } from './time/cycle.ts';
export { addDuration, parseDuration, parseMoment } from './time/iso-time.ts';
export type { Due } from './time/cycle.ts';
export { scopesOfUndo, undoOf, undoStep } from './undo/undo-step.ts';
export type { StepUndo } from './undo/undo-step.ts';
