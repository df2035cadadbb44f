import { describe, expect, it } from '@jest/globals';
import type { ProcessModel } from '@gaita/bpmn';
import type { Scenario } from '@gaita/contracts';
import { compile } from '@gaita/engine';
import { executableNodes, flowsIn } from './elements-of.ts';
import { ScenarioPlay } from './play-scenario.ts';
import { decisionsOf, processKeys, processModel, readShipped, scenariosOf } from './shipped.ts';

const startedBy = new Map<string, string>();
for (const key of processKeys) {
  const { nodes } = await processModel(readShipped(key));
  for (const node of nodes)
    if (node.type === 'startEvent')
      for (const definition of node.definitions)
        if (definition.type === 'message') startedBy.set(definition.message.name.source, key);
}

describe.each(processKeys)('%s', (key) => {
  const shipped = readShipped(key);
  const passed = new Set<string>();

  it.each(scenariosOf(shipped))('%s', async (_name, scenario) => {
    const play = new ScenarioPlay(await processModel(shipped), await decisionsOf(shipped), scenario);
    for (const step of scenario.steps) {
      if (!('expect' in step)) play.step(step);
      else expect({ step, found: play.found(step.expect, startedBy) }).toEqual({ step, found: sorted(step.expect) });
    }
    for (const id of play.passed()) passed.add(id);
    for (const { topic, inputs } of play.jobs)
      expect({ topic, inputs, missing: missing(topic, inputs) }).toMatchObject({ missing: [] });
  });

  it.each(scenariosOf(shipped))('%s needs nothing but what the gateways read', async (_name, told) => {
    const model = await processModel(shipped);
    const scenario = withOnly(namesThatRoute(model), told);
    const play = new ScenarioPlay(model, await decisionsOf(shipped), scenario);
    for (const step of scenario.steps) {
      if (!('expect' in step)) play.step(step);
      else {
        const { waitingAt, path, messages, ended } = sorted(step.expect);
        const routed = Object.fromEntries(
          Object.entries({ waitingAt, path, messages, ended }).filter(([, value]) => value !== undefined),
        );
        expect({ step, found: play.found(routed, startedBy) }).toEqual({ step, found: routed });
      }
    }
  });

  it('its scenarios pass every element and every flow', async () => {
    const model = await processModel(shipped);
    const all = [...executableNodes(model), ...flowsIn(model)].map(({ id }) => id);
    expect(all.filter((id) => !passed.has(id))).toEqual([]);
  });
});

/** Variables that conditions and multi-instance collections read. */
function namesThatRoute(model: ProcessModel): Set<string> {
  const { expressions } = compile(model);
  const routing = [
    ...flowsIn(model).map(({ condition }) => condition),
    ...executableNodes(model).map((node) => ('multiInstance' in node ? node.multiInstance?.collection : undefined)),
  ];
  return new Set(routing.flatMap((expression) => (expression && expressions.get(expression)?.names) ?? []));
}

/** The scenario with every other value left out, as a program would complete tasks that ignores the forms. */
function withOnly(names: ReadonlySet<string>, told: Scenario): Scenario {
  const routed = <T extends object>(part: T): T => ({
    ...part,
    ...('with' in part && { with: Object.fromEntries(Object.entries(part.with as object).filter(([name]) => names.has(name))) }),
  });
  return { ...told, start: routed(told.start), steps: told.steps.map(routed) };
}

/** Open tasks are compared in any order. */
const sorted = <T extends { waitingAt?: string[] | undefined }>(expected: T): T =>
  expected.waitingAt ? { ...expected, waitingAt: [...expected.waitingAt].sort() } : expected;

/** Inputs without which a built-in topic can do nothing. */
const needed: { readonly [topic: string]: readonly string[] } = {
  'gaita.notify': ['role', 'subject', 'text', 'texts'],
  'gaita.mail': ['to', 'subject', 'text'],
  'gaita.service-stage': ['serviceId', 'stage'],
  'gaita.indicators': ['serviceId'],
  'gaita.intake': ['serviceId', 'open'],
};

const missing = (topic: string, inputs: { readonly [name: string]: unknown }): string[] =>
  (needed[topic] ?? ['a built-in topic']).filter((name) => inputs[name] === undefined || inputs[name] === null);
