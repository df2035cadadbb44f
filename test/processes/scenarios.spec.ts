import { describe, expect, it } from '@jest/globals';
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

  it('its scenarios pass every element and every flow', async () => {
    const model = await processModel(shipped);
    const all = [...executableNodes(model), ...flowsIn(model)].map(({ id }) => id);
    expect(all.filter((id) => !passed.has(id))).toEqual([]);
  });
});

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
