export * from './values.ts';
export * from './records.ts';
export * from './rejections.ts';
export * from './roles.ts';
export * from './api/identity.ts';
export * from './scenario.ts';
