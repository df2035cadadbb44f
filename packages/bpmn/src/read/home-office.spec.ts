import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readModel } from './read-model.ts';

const folder = new URL('../../../../../shared/fixtures/models-uk-home-office/', import.meta.url);

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
  });
} else {
  describe('real casework models', () => {
    it('are left out: the folder of outside fixtures is not there', () => {
      expect(existsSync(folder)).toBe(false);
    });
  });
}
