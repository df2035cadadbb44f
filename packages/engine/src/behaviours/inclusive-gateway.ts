import type { Behaviour } from '../state/step.ts';

/** All flows whose condition holds, else the default. It is entered when no further token can arrive (`passInclusiveJoin`). */
export const inclusiveGateway: Behaviour = { enter: () => 'done', flows: 'matching' };
