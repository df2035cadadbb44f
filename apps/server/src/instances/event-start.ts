import type { Variables, VariableTypes } from '@gaita/contracts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import type { StartInput } from './command-instance.ts';
import type { StartTurn } from './start-turn.ts';

/** A message, signal, timer or condition that a process starts with. */
export interface EventStart {
  readonly definitionId: string;
  readonly elementId: string;
  /** Which of several definitions of the element, as `ProcessStart` counts them. */
  readonly definitionIndex: number | null;
  /** The institution whose case it becomes. */
  readonly institution: string;
  readonly businessKey?: string | undefined;
  readonly correlationKey?: string | undefined;
  readonly startedBy?: string | undefined;
  readonly variables: Variables;
  readonly types?: VariableTypes | undefined;
  /** For who must know the instance's id before. */
  readonly instanceId?: string | undefined;
  readonly guards: readonly Guard[];
  /** Written in the same commit. `instanceId` is undefined when the event is kept until others have occurred too. */
  change(changes: RowChanges, instanceId: string | undefined): void;
  /** Asked before a parallel event-based gateway starts another instance: whether one waits for the event by now. */
  isAwaited?(): Promise<boolean>;
}

/** Without an id: kept until the other events of a parallel multiple start have occurred. */
export interface StartedByEvent {
  readonly instanceId?: string;
}

/** How the instance is started whose start the event decides; `turn` makes the events of one start decide one after the other. */
export function startInputOf(start: EventStart, turn?: StartTurn): StartInput {
  const { definitionId, institution, elementId, businessKey, startedBy, variables, types, instanceId } = start;
  return {
    ...(instanceId !== undefined && { instanceId }),
    definitionId,
    institution,
    startElementId: elementId,
    ...(businessKey !== undefined && { businessKey }),
    ...(startedBy !== undefined && { startedBy }),
    variables,
    ...(types && { types }),
    guards: [...start.guards, ...(turn?.guards ?? [])],
    change: (changes, id) => {
      start.change(changes, id);
      turn?.change(changes);
    },
    ...(turn && { stillHolds: () => turn.stillHolds() }),
  };
}
