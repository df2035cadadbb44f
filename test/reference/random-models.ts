import type { compile } from '@gaita/engine';
import fc from 'fast-check';
import { ReferenceRun } from './bpmn-engine.ts';
import { outsideSubset } from './comparable-subset.ts';
import { drawGraph } from './draw-graph.ts';
import { drawModel } from './draw-model.ts';
import type { Proof } from './prove-model.ts';
import { proveModel, variablesFor } from './prove-model.ts';
import { anyModel } from './random-block.ts';
import { anyGraph } from './random-graph.ts';
import { sameNames, threadsOf, traceOf } from './threads.ts';

export interface RandomRun {
  readonly seed: number;
  readonly models: number;
  /** Told after each model; shrinking after a failure is not counted. */
  readonly onModel?: (done: number) => void;
  readonly compile?: typeof compile;
}

export interface StructuredCounts {
  /** Starts and ends in the models that were compared. */
  readonly sizes: number[];
  readonly outside: Map<string, number>;
}

/**
 * Proves random block-structured models, and compares those inside the comparable subset with bpmn-engine. Throws an Error that
 * holds the seed and the shrunk model.
 */
export async function proveStructured(run: RandomRun): Promise<StructuredCounts> {
  const sizes: number[] = [];
  const outside = new Map<string, number>();
  const budgets = fc.constantFrom(1, 3, 1_000);
  const property = fc.asyncProperty(anyModel, choicesOf, budgets, async (block, choices, stepBudget) => {
    const xml = drawModel(block);
    const proof = await proveModel(xml, { choices, stepBudget, ...(run.compile && { compile: run.compile }) });
    if (proof.outcome !== 'ended') throw new Error(`it ${proof.outcome}, but a sound model ends`);
    const reason = outsideSubset(proof.model.processes) ?? tooManyChoices(xml);
    if (reason) outside.set(reason, (outside.get(reason) ?? 0) + 1);
    else sizes.push(await compareWithReference(xml, proof, choices));
  });
  await assertAll(property, run, drawModel);
  return { sizes, outside };
}

/** Proves random models in which anything leads anywhere; they may come to rest or go round for ever. Throws as `proveStructured`. */
export async function proveGraphs(run: RandomRun): Promise<Map<Proof['outcome'], number>> {
  const outcomes = new Map<Proof['outcome'], number>();
  const limits = { jobsFail: true, mostActs: 40, mostRecords: 1_000, ...(run.compile && { compile: run.compile }) };
  const property = fc.asyncProperty(anyGraph, choicesOf, async (graph, choices) => {
    const { outcome } = await proveModel(drawGraph(graph), { choices, ...limits });
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  await assertAll(property, run, drawGraph);
  return outcomes;
}

const choicesOf = fc.integer({ min: 1, max: 1_000_000 });

async function assertAll<Drawn, Rest extends unknown[]>(
  property: fc.IAsyncProperty<[Drawn, ...Rest]>,
  { seed, models, onModel }: RandomRun,
  draw: (drawn: Drawn) => string,
): Promise<void> {
  let done = 0;
  let hasFailed = false;
  const run = property.run.bind(property);
  const told: typeof property.run = async (value) => {
    const failure = await run(value);
    hasFailed ||= failure !== null;
    if (!hasFailed) onModel?.(++done);
    return failure;
  };
  const details = await fc.check(Object.assign(property, { run: told }), { seed, numRuns: models });
  if (!details.failed) return;
  const [drawn, ...rest] = details.counterexample ?? [];
  throw new Error(
    [
      `${reasonOf(details.errorInstance)}`,
      `seed ${details.seed}, path "${details.counterexamplePath}", after ${details.numRuns} models and ${details.numShrinks} shrinks; choices ${JSON.stringify(rest)}`,
      drawn === undefined ? '' : draw(drawn),
    ].join('\n'),
  );
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** bpmn-engine walks every path that was not chosen to its end: each choice in a row doubles the time, eight take it ten seconds. */
const tooManyChoices = (xml: string): string | undefined => {
  const choices = xml.match(/ default=|<bpmn:eventBasedGateway|cancelActivity="true"/g) ?? [];
  return choices.length > 5 ? 'more than five choices' : undefined;
};

/** @returns the number of starts and ends that were compared */
async function compareWithReference(xml: string, { model, run }: Proof, choices: number): Promise<number> {
  const trace = traceOf(run.records);
  const reference = await ReferenceRun.start(xml, variablesFor(choices));
  reference.replay(run.records);
  const [mine, theirs] = [trace, reference.trace].map((each) =>
    threadsOf(sameNames(each, model.processes), model.processes).join('\n'),
  );
  if (mine !== theirs) throw new Error(`bpmn-engine differs. Ours:\n${mine}\nIts own:\n${theirs}`);
  // What it makes of a path that was not chosen may stay in a later parallel join: see findings.spec.ts.
  if (!xml.includes('andJoin') && !reference.hasEnded) throw new Error('bpmn-engine has not ended');
  return trace.length;
}
