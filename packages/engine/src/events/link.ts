import type { EventKind } from '../state/step.ts';

/** Goes on at the catching event of the same name, to which `compile` laid a flow of no drawing (BPMN 2.0.2, 10.5.1). */
export const link: EventKind<'link'> = { throw: () => 'done' };
