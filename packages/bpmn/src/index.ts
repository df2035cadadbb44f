export type * from './model.ts';
export { createModdle, keepUnknownExtensions, moddleOptions } from './moddle/create-moddle.ts';
export { gaitaDescriptor } from './moddle/gaita-descriptor.ts';
export { executable } from './executable.ts';
export { readModel } from './read/read-model.ts';
export { limits } from './source/scan-source.ts';
