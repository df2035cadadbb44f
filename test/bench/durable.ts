import { serverInProcess } from './server-in-process.ts';
import { figures } from './statistics.ts';
import type { Row } from './workload.ts';

/** Does `work` so often, so many at a time. */
async function spread(times: number, atOnce: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await work();
    }),
  );
}

const megabytes = (bytes: number): number => bytes / 1024 / 1024;

/** Whole runs of the benchmark model without HTTP: a start and four completions each, committed to SQLite (WAL, FULL). */
export async function benchDurable(runs: number, atOnce: number): Promise<Row[]> {
  const server = await serverInProcess();
  try {
    const millis: number[] = [];
    const timed = async <T>(work: () => Promise<T>): Promise<T> => {
      const before = performance.now();
      const answer = await work();
      millis.push(performance.now() - before);
      return answer;
    };
    const play = async (): Promise<void> => {
      const instanceId = await timed(() => server.start());
      for (;;) {
        const [taskId] = await server.openTasks(instanceId);
        if (taskId === undefined) return;
        await timed(() => server.complete(taskId));
      }
    };
    await spread(Math.ceil(runs / 10), atOnce, play);
    millis.length = 0;
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    await spread(runs, atOnce, play);
    const seconds = (performance.now() - started) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const { median, p99, count } = figures(millis);
    return [
      { name: `${atOnce} at once: steps a second`, value: count / seconds, unit: '' },
      { name: 'CPU a step', value: (cpu.user + cpu.system) / 1000 / count, unit: 'ms' },
      { name: 'step: median', value: median, unit: 'ms' },
      { name: 'step: p99', value: p99, unit: 'ms' },
    ];
  } finally {
    await server.stop();
  }
}

/** Instances of the benchmark model that wait at their first task: what they cost the running server and the database. */
export async function benchWaitingInstances(count: number): Promise<Row[]> {
  const server = await serverInProcess();
  try {
    await spread(200, 64, async () => void (await server.start()));
    globalThis.gc?.();
    const before = process.memoryUsage();
    const bytesBefore = await server.fileBytes();
    const started = performance.now();
    await spread(count, 64, async () => void (await server.start()));
    const seconds = (performance.now() - started) / 1000;
    globalThis.gc?.();
    const after = process.memoryUsage();
    return [
      { name: `${count} instances started, a second`, value: count / seconds, unit: '' },
      { name: 'heap before', value: megabytes(before.heapUsed), unit: 'MiB' },
      { name: 'heap with all waiting', value: megabytes(after.heapUsed), unit: 'MiB' },
      { name: 'resident before', value: megabytes(before.rss), unit: 'MiB' },
      { name: 'resident with all waiting', value: megabytes(after.rss), unit: 'MiB' },
      { name: 'on disk an instance', value: ((await server.fileBytes()) - bytesBefore) / count / 1024, unit: 'KiB' },
    ];
  } finally {
    await server.stop();
  }
}
