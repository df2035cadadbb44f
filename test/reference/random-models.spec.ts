import { describe, expect, it } from '@jest/globals';
import { compile } from '@gaita/engine';
import { proveGraphs, proveStructured } from './random-models.ts';

/**
 * The same seed draws the same models: the ordinary run has always the same, so that it fails by what was changed. `npm run test:deep`
 * runs this file with more models, new ones each time; `GAITA_SEED=…` repeats a run.
 */
const models = Number(process.env['GAITA_MODELS'] ?? 200);
const structured = Math.ceil(models * 0.6);
const isDeep = models > 200;
const seed = Number(process.env['GAITA_SEED'] ?? (isDeep ? Date.now() % 1_000_000 : 20_261_122));
const patience = 60_000 + models * 1_000;

const progress = (what: string, of: number) => (done: number) => {
  if (isDeep && (done % 100 === 0 || done === of)) process.stdout.write(`  ${what}: ${done} of ${of}\n`);
};

describe(`random models, seed ${seed}`, () => {
  it(
    'that are structured: legal, the same after every restart, and as on bpmn-engine where it can be compared',
    async () => {
      const onModel = progress('structured', structured);
      const { sizes, outside } = await proveStructured({ seed, models: structured, onModel });
      const reasons = [...outside].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${reason} ${count}`);
      const median = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)];
      process.stdout.write(
        `random structured models: ${structured} proved; ${sizes.length} lie in the comparable subset ` +
          `(${Math.round((100 * sizes.length) / structured)} %), half of them with ${median} starts and ends or more; ` +
          `seed ${seed}\n  outside: ${reasons.join(', ')}\n`,
      );
      expect(sizes.length / structured).toBeGreaterThanOrEqual(0.4);
    },
    patience,
  );

  it(
    'in which anything leads anywhere: legal, at rest only when nothing can move, and the same after every restart',
    async () => {
      const graphs = models - structured;
      const outcomes = await proveGraphs({ seed, models: graphs, onModel: progress('unstructured', graphs) });
      const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).sort();
      process.stdout.write(`random unstructured models: ${graphs} proved (${counts.join(', ')}); seed ${seed}\n`);
      expect([...outcomes.values()].reduce((a, b) => a + b)).toBeGreaterThanOrEqual(graphs);
    },
    patience,
  );
});

describe('a kernel that is broken on purpose', () => {
  /** Every parallel gateway passes each token on at once. */
  const withoutJoins: typeof compile = (process) => {
    const compiled = compile(process);
    for (const node of compiled.nodes.values()) if (node.model.type === 'parallelGateway') Object.assign(node, { joins: false });
    return compiled;
  };

  it.each([
    ['structured', proveStructured],
    ['unstructured', proveGraphs],
  ] as const)(
    'is found by %s models, with a small model and the seed that leads to it',
    async (_kind, prove) => {
      const found = await prove({ seed: 7, models: 300, compile: withoutJoins }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      expect(found).toMatch(/waits for more flows/);
      expect(found).toMatch(/seed 7, path "/);
      const nodes = found!.match(/<bpmn:(?:\w+Event|\w+Gateway|\w*[tT]ask|subProcess|callActivity) /g)!;
      expect(nodes.length).toBeLessThanOrEqual(12);
    },
    60_000,
  );
});
