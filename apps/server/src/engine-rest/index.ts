export { EngineRestModule } from './engine-rest.module.ts';
export { readEngineRestBodies } from './wire/unreadable-body.ts';
