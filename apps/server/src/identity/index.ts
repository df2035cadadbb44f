export * from './actor.ts';
export { Allow } from './allow.ts';
export type { Permission } from './allow.ts';
export { CurrentActor } from './current-actor.ts';
export type { RequestOfActor } from './current-actor.ts';
export * from './tables.ts';
