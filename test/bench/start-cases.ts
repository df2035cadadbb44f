import type { BenchClient } from './bench-client.ts';
import { benchmarkVariables } from './benchmark-model.ts';
import { spread } from './statistics.ts';

const types = { string: 'String', number: 'Integer', boolean: 'Boolean' } as Record<string, string>;
const variables = Object.fromEntries(
  Object.entries(benchmarkVariables).map(([name, value]) => [name, { value, type: types[typeof value] }]),
);

/** Cases of the benchmark model, through HTTP, 16 at a time: as many as a server lets in however slow it is. */
export const startCases = (client: BenchClient, count: number, processKey = 'benchmark'): Promise<void> =>
  spread(count, 16, async () => {
    await client.insist({ path: `/engine-rest/process-definition/key/${processKey}/start`, body: { variables } });
  });
