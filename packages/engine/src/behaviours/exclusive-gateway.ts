import type { Behaviour } from '../state/step.ts';

/** The first flow whose condition holds, in the model's order, else the default. */
export const exclusiveGateway: Behaviour = { enter: () => 'done', flows: 'first' };
