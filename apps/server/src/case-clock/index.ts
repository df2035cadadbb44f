export * from './tables.ts';
export { CaseClockModule } from './case-clock.module.ts';
export { CaseClocks } from './case-clocks.ts';
export { ServicesOfCases } from './services-of-cases.ts';
export { ViewClock } from './view-clock.ts';
