export { backupCommand, moveCommand, restoreCommand } from './commands.ts';
