import type { Behaviour } from '../state/step.ts';

/** All flows; conditions do not count. It is entered when a token has arrived on each incoming flow (`takeFlow`). */
export const parallelGateway: Behaviour = { enter: () => 'done', flows: 'all' };
