export { ListWaits } from './list-waits.ts';
export { WaitsModule } from './waits.module.ts';
