export type * from './trigger.ts';
export type * from './advance-types.ts';
export type * from './snapshot.ts';
