import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readModel } from '@gaita/bpmn';
import type { ProcessModel } from '@gaita/bpmn';
import { compile } from '@gaita/engine';
import { DeployModels } from '../../apps/server/src/models/index.ts';
import { chooser } from '../reference/kernel-run.ts';
import { startDatabaseSystem } from '../support/databases.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { accepted, PlayServer } from '../support/play-server.ts';
import { Coverage, Driver } from './driver.ts';
import { explore } from './explore.ts';
import { hasFixtures, homeOfficeFiles, missingKeys, standIn } from './fixtures.ts';
import { ServerDriver } from './on-server.ts';

if (hasFixtures) {
  const files = homeOfficeFiles();

  describe(`${Object.keys(files).length} models of the UK Home Office`, () => {
    const models: ProcessModel[] = [];
    let system: DatabaseSystem;
    let server: PlayServer;

    beforeAll(async () => {
      for (const content of Object.values(files)) models.push(...(await readModel(content)).processes);
      system = await startDatabaseSystem('SQLite');
      server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    });

    afterAll(async () => {
      await server?.stop();
      await system?.stop();
    });

    it('reach an end event each; every way that can be taken is tried', () => {
      const reached = models.map((model) => ({ model, coverage: explore(model) }));
      const sum = (count: (each: (typeof reached)[number]) => number): number =>
        reached.reduce((total, each) => total + count(each), 0);
      const [nodes, allNodes] = [sum(({ coverage }) => coverage.nodes.size), sum(({ model }) => model.nodes.length)];
      const [flows, allFlows] = [sum(({ coverage }) => coverage.flows.size), sum(({ model }) => model.flows.length)];
      process.stdout.write(
        `Home Office: ${reached.length} models, ${nodes} of ${allNodes} nodes (${percent(nodes, allNodes)}) and ${flows} of ${allFlows} flows (${percent(flows, allFlows)}) covered\n`,
      );
      expect(reached.filter(({ coverage }) => !coverage.hasEnded).map(({ model }) => model.id)).toEqual([]);
      expect(nodes / allNodes).toBeGreaterThanOrEqual(0.8);
      expect(flows / allFlows).toBeGreaterThanOrEqual(0.8);
    });

    it('deploy together without an error, with stand-ins for the eight processes that they call', async () => {
      const missing = missingKeys(models);
      expect(missing).toHaveLength(8);
      const standIns = missing.map((key) => ({ name: `${key}.bpmn`, content: standIn(key) }));
      const resources = [...Object.entries(files).map(([name, content]) => ({ name, content })), ...standIns];
      const input = { institution: 'shared', name: 'Home Office', resources, filterDuplicates: false };
      const deployed = accepted(await server.get(DeployModels).run(server.command(), input));
      expect(deployed.definitions).toHaveLength(models.length + 8);
      expect(deployed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('run from start to end on the server', async () => {
      const driver = new ServerDriver(server, models);
      let acts = 0;
      for (const model of models) {
        const first = new Driver(model, compile(model), new Coverage(), chooser(1));
        const start = model.nodes.find(({ type }) => type === 'startEvent')!;
        const variables = first.valuesAt(start.id, undefined, (given) => ({
          type: 'start',
          instanceId: 'root',
          variables: given,
        }));
        acts += await driver.play(model.id, variables);
      }
      process.stdout.write(`Home Office: ${models.length} cases from start to end on the server, ${acts} tasks and jobs done\n`);
    });
  });
} else {
  describe('models of the UK Home Office', () => {
    it('are left out: the folder of outside fixtures is not there', () => {
      process.stdout.write('not run: models of the UK Home Office; ../shared/fixtures is not there\n');
      expect(hasFixtures).toBe(false);
    });
  });
}

const percent = (part: number, whole: number): string => `${Math.round((1000 * part) / whole) / 10} %`;
