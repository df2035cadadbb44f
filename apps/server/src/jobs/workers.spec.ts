import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Rejection, Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { externalTask, smallModel } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { CompleteJob } from './complete-job.ts';
import type { JobFailure } from './fail-job.ts';
import { FailJob } from './fail-job.ts';
import type { FetchedJob, TopicRequest } from './fetch-and-lock.ts';
import { FetchAndLock } from './fetch-and-lock.ts';
import type { HandlerAnswer } from './job-handlers.ts';
import { JobHandlers } from './job-handlers.ts';
import { doublingWait } from './job-rules.ts';
import { ListIncidents } from './list-incidents.ts';
import { RetryJob } from './retry-job.ts';
import { incidentTable, jobTable } from './tables.ts';

const minute = 60_000;
const second = 1_000;

const outside = (key: string, topic: string, inside = '') =>
  smallModel(
    key,
    [externalTask('work', topic, inside)],
    `<boundaryEvent id="refused" attachedToRef="work"><errorEventDefinition errorRef="no"/></boundaryEvent>
     <endEvent id="sorry"/><sequenceFlow id="to-sorry" sourceRef="refused" targetRef="sorry"/>`,
    '<error id="no" errorCode="REFUSED"/>',
  );

describe('The wait for another try', () => {
  it('doubles from ten seconds to an hour', () => {
    expect([0, 1, 2, 8, 9, 1_000].map(doublingWait)).toEqual([10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000]);
  });
});

describe.each(databaseNames)('Workers on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let answer: () => HandlerAnswer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const key of ['letters', 'parcels']) await server.deploy(outside(key, 'print'));
    await server.deploy(outside('asking', 'test.ask'));
    server.get(JobHandlers).registerAnswering('test.ask', async () => answer(), 1);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const fetch = async (more: Partial<TopicRequest> = {}, account = 'admin', maxJobs = 10): Promise<FetchedJob[]> => {
    const topics = [{ topic: 'print', lockDuration: minute, ...more }];
    const request = { workerId: 'w1', maxJobs, usePriority: false, waitFor: 0, topics };
    return accepted(await server.get(FetchAndLock).run(await server.as(account), request, new AbortController().signal));
  };
  const complete = async (jobId: string, result: { variables: Variables; localVariables?: Variables } = { variables: {} }) =>
    server.get(CompleteJob).run(server.command('admin'), jobId, { workerId: 'w1' }, result);
  const fail = async (jobId: string, failure: Partial<JobFailure> = {}) =>
    accepted(
      await server.get(FailJob).run(server.command('admin'), jobId, { workerId: 'w1' }, { message: 'No paper', ...failure }),
    );
  const drop = async (jobs: readonly FetchedJob[]) => {
    for (const { job } of jobs) accepted(await complete(job.id));
  };
  const row = async (jobId: string) => (await server.database.reader.byId(jobTable, jobId))!;

  it('get only jobs of the case number, process, definition and institution that they ask for, and where they administer', async () => {
    const letter = await server.start('letters', {}, 'admin', 'L-1');
    const parcel = await server.start('parcels', {}, 'admin', 'P-1');
    const far = await server.start('letters', {}, 'case-handler-3', 'L-1');
    const { institution, definitionId } = await server.history(letter);
    const elsewhere = (await server.history(far)).institution;
    expect(elsewhere).not.toBe(institution);
    const nothing: Partial<TopicRequest>[] = [
      { businessKey: 'L-2' },
      { processKeys: ['others'] },
      { definitionIds: ['another'] },
      { institutions: ['nowhere'] },
      { topic: 'fold' },
      { processKeys: ['parcels'], businessKey: 'L-1' },
    ];
    for (const asked of nothing) expect([asked, await fetch(asked)]).toEqual([asked, []]);
    // an administrator of one institution alone
    const own = await fetch({ businessKey: 'L-1' }, 'administrator-1');
    expect(own.map(({ job }) => job.instanceId)).toEqual([letter]);
    expect((await fetch({ processKeys: ['parcels'] })).map(({ job }) => job.instanceId)).toEqual([parcel]);
    expect((await fetch({ institutions: [elsewhere], definitionIds: [definitionId] })).map(({ job }) => job.instanceId)).toEqual([
      far,
    ]);
    server.clock.advance(minute);
    const all = await fetch();
    expect(all.map(({ job }) => job.instanceId).sort()).toEqual([letter, parcel, far].sort());
    for (const { job } of all) expect(job).toMatchObject({ lockNumber: 2, lockExpiresAt: server.clock.now() + minute });
    await drop(all);
  });

  it('write into the case, or into their own task alone', async () => {
    const mapped =
      '<extensionElements><camunda:inputOutput><camunda:outputParameter name="kept">${seen}</camunda:outputParameter></camunda:inputOutput></extensionElements>';
    await server.deploy(smallModel('twosteps', [externalTask('first', 'map', mapped), externalTask('second', 'later')]));
    const instanceId = await server.start('twosteps');
    const [fetched] = await fetch({ topic: 'map' });
    accepted(await complete(fetched!.job.id, { variables: {}, localVariables: { seen: 7 } }));
    expect(await server.variable(instanceId, 'seen')).toBeUndefined();
    expect(await server.variable(instanceId, 'kept')).toBe(7);
    const [next] = await fetch({ topic: 'later' });
    expect(next!.variables).toMatchObject({ kept: 7 });
    await drop([next!]);
  });

  it('stand in the audit with what they did; what Gaita does itself stands in the journal', async () => {
    const instanceId = await server.start('letters');
    const [fetched] = await fetch();
    const { id } = fetched!.job;
    await fail(id, { retryAfter: 0 });
    const [again] = await fetch();
    accepted(await complete(again!.job.id));
    const entries = await server.database.reader.find(auditEntryTable, "object_id = ? AND object_type = 'job'", [id], {
      orderBy: 'at, id',
    });
    expect(entries.map(({ account, act }) => [account, act])).toEqual([
      ['admin', 'job-failed'],
      ['admin', 'job-completed'],
    ]);
    expect(entries[0]).toMatchObject({ instanceId, institution: (await server.history(instanceId)).institution });
    answer = () => ({ variables: {}, localVariables: {} });
    const own = await server.start('asking');
    await server.doJobs();
    expect((await server.history(own)).outcome).toBe('completed');
    expect(await server.database.reader.count(auditEntryTable, "instance_id = ? AND object_type = 'job'", [own])).toBe(0);
  });

  it('say how long to wait; else the wait doubles, and what they said is kept, cut where it is endless', async () => {
    await server.start('letters');
    const [fetched] = await fetch();
    const { id } = fetched!.job;
    const now = server.clock.now();
    expect(await fail(id, { retryAfter: 5 * second, message: 'x'.repeat(501), details: 'at line 7' })).toEqual({
      jobId: id,
      retries: 2,
      retryAt: now + 5 * second,
    });
    expect(await row(id)).toMatchObject({
      failures: 1,
      lockOwner: null,
      lockExpiresAt: null,
      errorMessage: `${'x'.repeat(499)}…`,
      errorDetails: 'at line 7',
    });
    expect(refusal(await complete(id)).code).toBe('job-locked-by-other');
    server.clock.advance(5 * second);
    await fetch();
    expect(await fail(id, { retries: 9, message: 'y'.repeat(500) })).toMatchObject({ retries: 9, retryAt: now + 25 * second });
    expect(await row(id)).toMatchObject({ errorMessage: 'y'.repeat(500), errorDetails: null });
    server.clock.advance(20 * second);
    await drop(await fetch());
  });

  it('find a job at once that an administrator gives new tries, unless one is at work on it', async () => {
    await server.start('letters');
    const [fetched] = await fetch();
    const { id } = fetched!.job;
    const retry = async (account: string): Promise<unknown> =>
      server.get(RetryJob).run(server.command(account), await server.as(account), id, 5);
    accepted((await retry('admin')) as Rejection | object);
    expect(await row(id)).toMatchObject({ retries: 5, lockOwner: 'w1' });
    expect(await fetch()).toEqual([]);
    await fail(id, { retryAfter: hour });
    expect(await fetch()).toEqual([]);
    accepted((await retry('admin')) as Rejection | object);
    expect(await row(id)).toMatchObject({ retries: 5, failures: 0 });
    const again = await fetch();
    expect(again.map(({ job }) => job.id)).toEqual([id]);
    const acts = await server.database.reader.find(auditEntryTable, "object_id = ? AND act = 'job-retried'", [id]);
    expect(acts.map(({ account }) => account)).toEqual(['admin', 'admin']);
    await drop(again);
  });

  it('that are Gaita’s own may end in an error of the model; what the case refuses is their failure', async () => {
    answer = () => ({ bpmnError: { code: 'REFUSED', message: 'No such plot' }, variables: { plot: 7 } });
    const refused = await server.start('asking');
    await server.doJobs();
    expect((await server.entered(refused)).slice(-2)).toEqual(['refused', 'sorry']);
    answer = () => ({ bpmnError: { code: 'REFUSED' }, variables: {} });
    const silently = await server.start('asking');
    await server.doJobs();
    expect((await server.entered(silently)).slice(-2)).toEqual(['refused', 'sorry']);
    answer = () => {
      throw 'out of order';
    };
    const failing = await server.start('asking');
    await server.doJobs();
    const [job] = await server.database.reader.find(jobTable, 'instance_id = ?', [failing]);
    expect(job).toMatchObject({ failures: 1, retries: 2, errorMessage: 'out of order', lockOwner: null });
    answer = () => ({ variables: {}, localVariables: {} });
    server.clock.advance(minute);
    await server.doJobs();
    expect((await server.history(failing)).outcome).toBe('completed');
  });

  it('leave incidents to administrators, listed the latest first, by process and kind, page by page', async () => {
    const ids: string[] = [];
    for (const key of ['letters', 'letters', 'parcels']) {
      server.clock.advance(second);
      const instanceId = await server.start(key, {}, 'admin', `stuck-${ids.length}`);
      const [fetched] = await fetch();
      expect(await fail(fetched!.job.id, { retries: 0 })).toEqual({ jobId: fetched!.job.id, retries: 0 });
      ids.push(instanceId);
    }
    const list = async (query: object, account = 'admin') => {
      const found = await server.get(ListIncidents).run(await server.as(account), { limit: 50, offset: 0, ...query });
      return [found.items.map(({ instanceId }) => instanceId), found.total];
    };
    expect(await list({})).toEqual([[...ids].reverse(), 3]);
    expect(await list({ limit: 1, offset: 1 })).toEqual([[ids[1]], 3]);
    expect(await list({ processKey: 'parcels' })).toEqual([[ids[2]], 1]);
    expect(await list({ type: 'failedJob', instanceId: ids[0] })).toEqual([[ids[0]], 1]);
    expect(await list({ type: 'another' })).toEqual([[], 0]);
    expect(await list({}, 'administrator-3')).toEqual([[], 0]);
    const [first] = (await server.get(ListIncidents).run(await server.as('admin'), { instanceId: ids[0]!, limit: 1, offset: 0 }))
      .items;
    const stored = await server.database.reader.findOne(incidentTable, 'instance_id = ?', [ids[0]!]);
    expect(first).toEqual({
      id: stored!.id,
      institution: stored!.institution,
      instanceId: ids[0],
      processKey: 'letters',
      definitionId: stored!.definitionId,
      elementId: 'work',
      type: 'failedJob',
      message: 'No paper',
      createdAt: stored!.raisedAt,
      businessKey: 'stuck-0',
      jobId: stored!.jobId,
    });
    server.clock.advance(day);
    expect(await fetch()).toEqual([]);
  });
});
