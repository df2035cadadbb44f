export type { DemoResult, OpenServer } from './demo-cases.ts';
export { makeDemoCases } from './demo-cases.ts';
export { seedServices } from './seed-services.ts';
export { startDemo } from './start-demo.ts';
