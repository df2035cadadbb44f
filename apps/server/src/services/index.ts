export * from './tables.ts';
export type { ServiceChange } from './registry.ts';
export { ServiceRegistry } from './registry.ts';
export { ServicesModule } from './services.module.ts';
