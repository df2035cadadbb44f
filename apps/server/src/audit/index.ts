export { AccessLog } from './access-log.ts';
export type { SeenObject, Seer } from './access-log.ts';
export { AuditModule } from './audit.module.ts';
export { recordAct } from './record-act.ts';
export type { Act } from './record-act.ts';
export * from './tables.ts';
