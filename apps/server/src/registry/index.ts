export { DemoRegistry } from './demo/seed-demo-registry.ts';
export { RegistryModule } from './registry.module.ts';
export { ServiceNames } from './service-names.ts';
export * from './tables.ts';
