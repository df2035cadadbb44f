import { describe, expect, it } from '@jest/globals';
import type { LedgerEntry } from '../ledger.ts';
import { effectTopic } from '../work/models.ts';
import { checkClock } from './check-clock.ts';
import { checkRest } from './check-rest.ts';
import { checkValues } from './check-values.ts';
import { Findings } from './findings.ts';
import type { StoredState } from './stored-state.ts';

/** Rows with what the check reads of them. */
const rows = <K extends keyof StoredState>(list: readonly object[]) => list as unknown as StoredState[K];
const failed = (check: (findings: Findings) => void): string[] => {
  const findings = new Findings();
  check(findings);
  return findings.failed.map(({ rule, subject }) => `${rule}: ${subject}`);
};

describe('What is looked at when nobody asks any more', () => {
  const nothing = { deliveries: [], jobs: [], timers: [], incidents: [] };
  const since = 100_000;
  const end = 115_000;
  const rest = (more: Partial<StoredState>) => failed((findings) => checkRest({ ...nothing, ...more }, since, end, findings));

  it('finds a delivery that is put off again and again, and leaves one alone that has just been sent', () => {
    const delivery = { id: 'd', type: 'message', state: 'waiting', attempts: 5, lastError: null, availableAt: end + 9_000 };
    expect(rest({ deliveries: rows<'deliveries'>([{ ...delivery, createdAt: since - 30_000 }]) })).toEqual([
      'no delivery is left behind: message d',
    ]);
    expect(rest({ deliveries: rows<'deliveries'>([{ ...delivery, createdAt: since - 500 }]) })).toEqual([]);
    expect(rest({ deliveries: rows<'deliveries'>([{ ...delivery, state: 'held', createdAt: 0, availableAt: 0 }]) })).toEqual([]);
  });

  it('finds a job that no worker was given, and a lock that ran out after the last request', () => {
    const job = {
      id: 'j',
      topic: effectTopic,
      retries: 3,
      lockOwner: null,
      lockExpiresAt: null,
      availableAt: 1,
      instanceId: 'i',
    };
    expect(rest({ jobs: rows<'jobs'>([job]) })).toEqual([`no job of a worker outside is left behind: ${effectTopic} j`]);
    const poison = { ...job, topic: 'faults.poison', retries: 0 };
    expect(rest({ jobs: rows<'jobs'>([poison]) })).toEqual([]);
    expect(rest({ jobs: rows<'jobs'>([{ ...poison, lockOwner: 'w', lockExpiresAt: since + 5_000 }]) })).toEqual([
      'no expired lock is left: faults.poison j',
    ]);
  });
});

describe('The time that servers write down', () => {
  const request = { entry: 'request', id: 1, at: 100_000, method: 'POST', path: '/', account: 'a', key: 'k' } as const;
  const ledger: readonly LedgerEntry[] = [
    { ...request, intent: { act: 'start', businessKey: 'b' } },
    { entry: 'answer', id: 1, at: 101_000, status: 201 },
  ];
  const commands = rows<'commands'>([{ id: 'c', account: 'a', idempotencyKey: 'k' }]);
  const times = (...at: readonly number[]) => {
    const journal = at.map((time, index) => ({
      instanceId: 'i',
      commandId: index === 0 ? 'c' : 'other',
      at: time,
      sequence: index + 1,
    }));
    return failed((findings) => checkClock(ledger, { commands, journal: rows<'journal'>(journal) }, findings));
  };

  it('is that of the request, and does not go back', () => {
    expect(times(100_400, 120_000)).toEqual([]);
    // a server that is an hour ahead, then one that is right
    expect(times(3_700_000, 102_000)).toEqual([
      'the time of a step is that of its request: i',
      'time does not go back in a case: i',
    ]);
    expect(times(39_000)).toEqual(['the time of a step is that of its request: i']);
    expect(times(100_400, 4_000_000, 108_000)).toEqual(['time does not go back in a case: i']);
  });
});

describe('What was entered with what was acknowledged', () => {
  const complete = (id: number, path: string, variables: object): LedgerEntry[] => [
    {
      entry: 'request',
      id,
      at: 1,
      method: 'POST',
      path,
      account: 'a',
      body: { variables },
      intent: { act: 'complete', taskId: `t${id}`, instanceId: 'i' },
    },
    { entry: 'answer', id, at: 2, status: 200 },
  ];
  const step = (sequence: number, version: number) => [
    { instanceId: 'i', sequence, at: 1, record: { kind: 'taskCompleted', taskId: `t${sequence}` } },
    { instanceId: 'i', sequence, at: 1, record: { kind: 'variableWritten', variableId: 'v', name: 'said', version } },
  ];
  const ledger = [
    ...complete(1, '/api/v1/tasks/t1/complete', { said: 'one' }),
    ...complete(2, '/engine-rest/task/t2/complete', { said: { type: 'String', value: 'two' } }),
  ];
  const values = (steps: readonly object[], stored: object) => {
    const nothing = { histories: [], signatures: [], definitions: [], resources: [] };
    const state = { ...nothing, records: rows<'records'>(steps), variables: rows<'variables'>([{ id: 'v', ...stored }]) };
    return failed((findings) => checkValues(ledger, state, findings));
  };

  it('is found where its step did not write it, where another value is stored, and where a write went under another', () => {
    expect(values([...step(1, 1), ...step(2, 2)], { version: 2, value: 'two' })).toEqual([]);
    expect(values([step(1, 1)[0]!, ...step(2, 1)], { version: 1, value: 'two' })).toEqual([
      'what was entered is written by its step: said in i',
    ]);
    expect(values([...step(1, 1), ...step(2, 2)], { version: 2, value: 'one' })).toEqual([
      'what was entered is what is stored: said in i',
    ]);
    expect(values([...step(1, 1), ...step(2, 1)], { version: 1, value: 'two' })).toEqual([
      'what was entered is what is stored: said in i',
      'each write of a variable counts one further: said in i',
    ]);
    expect(values([...step(1, 1), ...step(2, 2)], { version: 1, value: 'one' })).toEqual([
      'each write of a variable counts one further: said in i',
    ]);
  });
});
