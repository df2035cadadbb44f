export * from './tables.ts';
export { DocumentsModule } from './documents.module.ts';
