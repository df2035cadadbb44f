export { EngineRestModule } from './engine-rest.module.ts';
export { refuseUnreadableBodies } from './wire/unreadable-body.ts';
