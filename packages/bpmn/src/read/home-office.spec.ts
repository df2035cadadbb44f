import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import type { Model } from '../model.ts';
import { readDefinitions, writeDefinitions } from '../write-model.ts';
import { readModel } from './read-model.ts';

const folder = new URL('../../../../../shared/fixtures/models-uk-home-office/', import.meta.url);

const withoutLines = (model: Model): unknown =>
  JSON.parse(JSON.stringify(model, (key, value: unknown) => (key === 'line' ? undefined : value)));

if (existsSync(folder)) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.bpmn'));

  describe('38 real casework models in the camunda dialect', () => {
    it.each(files)('%s is read whole, with nothing refused', async (file) => {
      const xml = readFileSync(new URL(file, folder), 'utf8');
      const model = await readModel(xml);
      expect(model.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
      const nodes = model.processes.flatMap((process) => process.nodes).map((node) => node.id);
      const drawn = [...xml.matchAll(/<bpmn:(?:\w+Task|\w+Event|\w+Gateway|callActivity) id="([^"]+)"/g)].map(([, id]) => id);
      expect(nodes.sort()).toEqual(drawn.sort());
    });

    it.each(files)('%s is the same model after it was written again', async (file) => {
      const xml = readFileSync(new URL(file, folder), 'utf8');
      const written = await writeDefinitions(await readDefinitions(xml));
      expect(withoutLines(await readModel(written))).toEqual(withoutLines(await readModel(xml)));
    });

    it('are accepted, all of them; calls of their Java objects become jobs, of which is warned', async () => {
      const problems = await Promise.all(files.map((file) => checkModel(readFileSync(new URL(file, folder), 'utf8'))));
      expect(problems.flat().filter((problem) => problem.severity === 'error')).toEqual([]);
      const calls = problems.flat().filter(({ rule }) => rule === 'bean-call');
      expect(calls).toHaveLength(97);
      for (const { severity, message } of calls)
        expect(`${severity} ${message}`).toMatch(/^warning .* the topic "(bpmnService|taggingService)\.\w+"\.$/);
    });
  });
} else {
  describe('real casework models', () => {
    it('are left out: the folder of outside fixtures is not there', () => {
      expect(existsSync(folder)).toBe(false);
    });
  });
}
