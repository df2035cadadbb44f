import { built, fromRoot } from './built.ts';

/**
 * A server in a process of its own, as `start-replica.ts` starts it: the whole app with demo people, without demo cases. It tells its address
 * once it answers, and what it has used when it is asked.
 */
const { createApp } = await built<typeof import('../../apps/server/src/create-app.ts')>('create-app');
const { Config } = await built<typeof import('../../apps/server/src/platform/config.ts')>('platform/config');

const withProcesses = process.env['BENCH_PROCESSES'] === 'yes';
const app = await createApp({
  config: new Config(process.env),
  quiet: true,
  ...(withProcesses && { processes: fromRoot('processes') }),
});
await app.listen(0, '127.0.0.1');
process.send?.({ address: (await app.getUrl()).replace('[::1]', '127.0.0.1') });
process.on('message', (message) => {
  if (message === 'collect') globalThis.gc?.();
  process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage() });
});
// the bench is gone: nobody else would end this
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => void app.close().then(() => process.exit()));
