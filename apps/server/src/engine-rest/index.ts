export { EngineRestModule } from './engine-rest.module.ts';
