import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkModel, missingTexts, readDefinitions, readModel } from '@gaita/bpmn';
import { languages, scenario } from '@gaita/contracts';
import type { Scenario } from '@gaita/contracts';
import { compileDecisions } from '@gaita/expressions';
import type { ModdleElement } from 'bpmn-moddle';
import { z } from 'zod';
import { executableNodes, flowsIn } from './elements-of.ts';
import { labelsOfForm, labelsOfTable, readTexts } from './labels-of.ts';
import { processKeys, processModel, readShipped } from './shipped.ts';

it('ten processes are shipped', () => {
  expect(processKeys).toEqual([
    'caf-self-assessment',
    'improvement',
    'permit-tree-felling',
    'residence-declaration',
    'resident-survey',
    'service-creation',
    'service-introduction',
    'service-planning',
    'service-provision',
    'service-retirement',
  ]);
});

it('the schema beside the scenarios is the one that the runner checks them by', () => {
  const schema = readFileSync(new URL('../../processes/scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(schema)).toEqual(z.toJSONSchema(scenario, { io: 'input' }));
});

describe.each(processKeys)('%s', (key) => {
  const shipped = readShipped(key);

  it('has one executable process named like its folder, and a README', async () => {
    const { processes } = await readModel(shipped.xml);
    expect(processes.map(({ id, isExecutable }) => ({ id, isExecutable }))).toEqual([{ id: key, isExecutable: true }]);
    expect(shipped.files.get('README.md')).toMatch(/^# .+\n/);
  });

  it('can be deployed without a finding', async () => {
    expect(await checkModel(shipped.xml, { languages })).toEqual([]);
  });

  it('every id is used once', () => {
    const ids = [...shipped.xml.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('every element and flow is drawn', async () => {
    const model = await processModel(shipped);
    const drawn = await drawnElements(shipped.xml);
    const ids = [...executableNodes(model), ...flowsIn(model), ...model.lanes].map(({ id }) => id);
    expect(ids.filter((id) => !drawn.has(id))).toEqual([]);
  });

  it('every label is written in four languages, and marked until a native speaker has read it', async () => {
    expect(missingTexts(await readModel(shipped.xml), languages)).toEqual([]);
    expect(shipped.xml).toMatch(/<gaita:texts unreviewed="lv lt bg">/);
  });

  it('every user task names one role and has a form', async () => {
    const nodes = executableNodes(await processModel(shipped));
    for (const { id, candidateGroups, formKey } of nodes.filter((node) => node.type === 'userTask'))
      expect({ id, roles: candidateGroups.length, form: formKey !== undefined }).toEqual({ id, roles: 1, form: true });
    const used = nodes.flatMap((node) => ('formKey' in node && node.formKey !== undefined ? [`${node.formKey}.form`] : []));
    const forms = [...shipped.files.keys()].filter((name) => name.endsWith('.form'));
    expect(forms.sort()).toEqual([...new Set(used)].sort());
  });

  it('every form and decision table is translated completely', async () => {
    for (const [name, content] of shipped.files) {
      const [, base, kind] = /^(.+)\.(form|dmn)$/.exec(name) ?? [];
      if (!base) continue;
      const labels = kind === 'form' ? labelsOfForm(JSON.parse(content)) : labelsOfTable(content);
      const texts = readTexts(shipped.files.get(`${base}.texts.json`) ?? '{}');
      for (const language of ['lv', 'lt', 'bg'] as const)
        expect({ name, language, texts: Object.keys(texts[language] ?? {}).sort() }).toEqual({
          name,
          language,
          texts: [...labels].sort(),
        });
      expect(texts.unreviewed).toEqual(['lv', 'lt', 'bg']);
    }
  });

  it('every form is one that form-js 1.x reads: id, schema version, unique component ids, rows of sixteen columns', () => {
    for (const [name, content] of shipped.files) {
      if (!name.endsWith('.form')) continue;
      const form = JSON.parse(content) as Component & { schemaVersion: number };
      const components = componentsOf(form);
      const ids = components.map(({ id }) => id);
      expect(form).toMatchObject({ type: 'default', id: name.replace('.form', ''), schemaVersion: 19 });
      expect({ name, repeated: ids.filter((id, index) => ids.indexOf(id) !== index) }).toEqual({ name, repeated: [] });
      for (const holder of [form, ...components]) expect({ name, rows: crowdedRows(holder) }).toEqual({ name, rows: [] });
    }
  });

  it('its decisions compile', async () => {
    for (const [name, content] of shipped.files)
      if (name.endsWith('.dmn')) expect((await compileDecisions(content)).problems).toEqual([]);
  });

  it.each([...shipped.scenarios])('scenario %s keeps to the format and names elements of the model', async (_name, json) => {
    const told = scenario.parse(JSON.parse(json));
    const model = await processModel(shipped);
    const known = new Set(executableNodes(model).map(({ id }) => id));
    expect(elementsNamedBy(told).filter((id) => !known.has(id))).toEqual([]);
  });
});

/** Ids of what has a shape with bounds or an edge with waypoints. */
async function drawnElements(xml: string): Promise<Set<string>> {
  const definitions = await readDefinitions(xml);
  const [diagram] = definitions.get('diagrams') as ModdleElement[];
  const drawn = (diagram!.get('plane') as ModdleElement).get('planeElement') as ModdleElement[];
  return new Set(
    drawn
      .filter((each) => each.get('bounds') !== undefined || ((each.get('waypoint') as unknown[] | undefined)?.length ?? 0) >= 2)
      .map((each) => (each.get('bpmnElement') as ModdleElement).id!),
  );
}

function elementsNamedBy({ start, steps }: Scenario): string[] {
  const named = steps.flatMap((step) => {
    if ('complete' in step) return [step.complete];
    if ('agree' in step) return [step.agree];
    if (!('expect' in step)) return [];
    const { waitingAt = [], path = [], passed = [], ended } = step.expect;
    return [...waitingAt, ...path, ...passed, ...(typeof ended === 'string' ? [ended] : [])];
  });
  return 'timer' in start ? [start.timer, ...named] : named;
}

interface Component {
  readonly id: string;
  readonly layout?: { readonly row: string; readonly columns: number | null };
  readonly components?: readonly Component[];
}

const componentsOf = ({ components = [] }: Component): Component[] =>
  components.flatMap((component) => [component, ...componentsOf(component)]);

/** Rows whose components want more than form-js's sixteen columns. */
function crowdedRows({ components = [] }: Component): string[] {
  const widths = new Map<string, number>();
  for (const { layout } of components) if (layout) widths.set(layout.row, (widths.get(layout.row) ?? 0) + (layout.columns ?? 16));
  return [...widths].filter(([, columns]) => columns > 16).map(([row]) => row);
}
