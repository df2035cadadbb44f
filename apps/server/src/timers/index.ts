export * from './tables.ts';
export type { Fired } from './fire-timer.ts';
export { FireTimer } from './fire-timer.ts';
export { FireStartTimer } from './fire-start-timer.ts';
export { SweepDueTimers } from './sweep-due-timers.ts';
export { TimersModule } from './timers.module.ts';
