export * from './tables.ts';
export { BulkModule } from './bulk.module.ts';
export { RunBulk } from './run-bulk.ts';
