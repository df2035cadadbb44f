import type { Behaviour } from '../state/step.ts';

/**
 * All flows whose condition holds, else the default; conditions see `waitingForStart`. It is entered when it begins
 * (`activateComplex`) and when it resets (`resetComplex`); with one incoming flow by each token.
 */
export const complexGateway: Behaviour = { enter: () => 'done', flows: 'matching' };
