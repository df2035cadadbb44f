import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processKeys, processModel, readShipped, scenariosOf } from '../processes/shipped.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { coverageOf } from './coverage.ts';
import { coverageLines, storyLines } from './report.ts';
import { Stages } from './stages.ts';
import { tellStory } from './told-story.ts';

/** `npm run scenarios` wants the report, and may name the processes. */
const { SCENARIOS_REPORT: report, SCENARIOS_OF: chosen } = process.env;
const keys = chosen ? chosen.split(',') : processKeys;
const print = (...lines: string[]): void => void (report && process.stdout.write(`${lines.join('\n')}\n`));

describe.each(databaseNames)('on %s', (database) => {
  let system: DatabaseSystem;
  let stages: Stages;
  beforeAll(async () => {
    print('', `Scenarios on ${database}`);
    system = await startDatabaseSystem(database);
    stages = new Stages(system);
  });
  afterAll(() => system?.stop());

  describe.each(keys)('%s', (key) => {
    const shipped = readShipped(key);
    const passed = new Set<string>();
    beforeAll(() => print('', key));

    it.each(scenariosOf(shipped))(
      '%s',
      async (_name, scenario) => {
        const story = await tellStory(stages, key, scenario);
        print(...storyLines(story));
        for (const id of story.facts?.passed ?? []) passed.add(id);
        expect(story.differs).toBeUndefined();
      },
      60_000,
    );

    it('its scenarios pass every node and every flow', async () => {
      const coverage = coverageOf(await processModel(shipped), passed);
      print(...coverageLines(coverage));
      expect([...coverage.nodes.missing, ...coverage.flows.missing]).toEqual([]);
    });
  });
});
