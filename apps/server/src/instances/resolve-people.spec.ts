import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalRecord } from '@gaita/contracts';
import type { StepRecords } from './resolve-people.ts';
import { ResolvePeople } from './resolve-people.ts';

const task = (taskId: string, assignee?: string) =>
  ({ kind: 'taskCreated', taskId, ...(assignee !== undefined && { assignee }) }) as JournalRecord;
const flow = { kind: 'flowTaken', taskId: 'a', assignee: 'eva' } as unknown as JournalRecord;

describe('People whom a model names', () => {
  let people: ResolvePeople;
  let asked: string[];
  beforeEach(() => {
    people = new ResolvePeople();
    asked = [];
    const resolve = (prefix: string) => async (institution: string, name: string) => {
      asked.push(`${institution} ${prefix} ${name}`);
      return name === 'nobody' ? null : `head of ${name}`;
    };
    for (const prefix of ['manager', '']) people.register(prefix, resolve(prefix));
  });
  const run = (...records: JournalRecord[]) =>
    people.run({ instance: { institution: 'town' }, actor: 'anna', records, now: 77 } as unknown as StepRecords);

  it('are found by whoever knows them', async () => {
    const records = [flow, task('a', 'manager:water:2'), task('b', 'ben'), task('c', 'other:water'), task('d')];
    expect(await run(...records)).toEqual([
      flow,
      task('a', 'head of water:2'),
      task('b', 'ben'),
      task('c', 'other:water'),
      task('d'),
    ]);
    expect(await run(task('e', ':water'))).toEqual([task('e', 'head of water')]);
    expect(asked).toEqual(['town manager water:2', 'town  water']);
  });

  it('have no task when there is nobody', async () => {
    const [open] = await run(task('a', 'manager:nobody'));
    expect(open).toEqual(task('a'));
    expect(open).not.toHaveProperty('assignee');
  });

  it('are screened, and who may not do the task does not get it', async () => {
    const screened: StepRecords[] = [];
    people.screenBy(async (step) => {
      screened.push(step);
      return new Set(['a', 'c']);
    });
    const records = [flow, task('a', 'manager:water'), task('b', 'ben')];
    expect(await run(...records)).toEqual([flow, task('a'), task('b', 'ben')]);
    expect(screened).toEqual([
      {
        instance: { institution: 'town' },
        actor: 'anna',
        now: 77,
        records: [flow, task('a', 'head of water'), task('b', 'ben')],
      },
    ]);
  });

  it('are not asked for where no opened task names somebody', async () => {
    people.screenBy(() => Promise.reject(new Error('asked in vain')));
    const records = [task('a'), { ...flow, assignee: 'manager:water' } as JournalRecord];
    const step = { instance: { institution: 'town' }, actor: 'anna', records, now: 77 } as unknown as StepRecords;
    expect(await people.run(step)).toBe(records);
    people.screenBy(async () => new Set());
    const mixed = [task('b', 'ben'), { ...flow, assignee: 'manager:water' } as JournalRecord];
    expect(await run(...mixed)).toEqual(mixed);
    expect(asked).toEqual([]);
  });
});
