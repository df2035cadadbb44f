export { ScriptsModule } from './scripts.module.ts';
