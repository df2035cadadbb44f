export * from './tables.ts';
export { CaseClockModule } from './case-clock.module.ts';
export { CaseClocks } from './case-clocks.ts';
export { ViewClock } from './view-clock.ts';
