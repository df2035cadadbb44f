import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { startServer } from './start-server.ts';
import { figures } from './statistics.ts';
import type { Row } from './workload.ts';

/** Whole runs of the benchmark model through the Camunda 7 dialect: a start and four completions each, on SQLite. */
export async function benchHttp(runs: number, clients: number): Promise<Row[]> {
  const server = await startServer();
  try {
    const form = new FormData();
    form.set('deployment-name', 'benchmark');
    form.set('model.bpmn', new Blob([benchmarkModel()]), 'model.bpmn');
    await server.call('POST', 'deployment/create', form);
    const types = { string: 'String', number: 'Integer', boolean: 'Boolean' } as Record<string, string>;
    const variables = Object.fromEntries(
      Object.entries(benchmarkVariables).map(([name, value]) => [name, { value, type: types[typeof value] }]),
    );

    const millis: number[] = [];
    const timed = async <T>(path: string, body: object, as?: string): Promise<T> => {
      const before = performance.now();
      const answer = await server.call<T>('POST', path, body, as);
      millis.push(performance.now() - before);
      return answer;
    };
    const play = async (): Promise<void> => {
      const { id } = await timed<{ id: string }>('process-definition/key/benchmark/start', { variables });
      for (;;) {
        const [task] = await server.call<{ id: string }[]>('GET', `task?processInstanceId=${id}`);
        if (!task) return;
        await timed(`task/${task.id}/complete`, { variables: {} }, 'case-handler-1');
      }
    };
    const playAll = async (count: number): Promise<void> => {
      let left = count;
      await Promise.all(
        Array.from({ length: clients }, async () => {
          while (left-- > 0) await play();
        }),
      );
    };
    await playAll(Math.ceil(runs / 10));
    millis.length = 0;
    const started = performance.now();
    await playAll(runs);
    const seconds = (performance.now() - started) / 1000;
    const { median, p10, p90, p99, count } = figures(millis);
    return [
      { name: `${clients} clients: steps a second`, value: count / seconds, unit: '' },
      { name: 'step: median', value: median, unit: 'ms' },
      { name: 'step: p10', value: p10, unit: 'ms' },
      { name: 'step: p90', value: p90, unit: 'ms' },
      { name: 'step: p99', value: p99, unit: 'ms' },
    ];
  } finally {
    await server.stop();
  }
}
