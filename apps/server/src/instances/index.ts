export * from './tables.ts';
export * from './record-applier.ts';
export * from './command-instance.ts';
