import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { externalTask, modelFile, smallModel } from '../../../../test/support/small-model.ts';
import { BpmnErrorJob } from './bpmn-error-job.ts';
import { CompleteJob } from './complete-job.ts';
import { ExtendLock } from './extend-lock.ts';
import { FailJob } from './fail-job.ts';
import type { FetchedJob, FetchRequest } from './fetch-and-lock.ts';
import { FetchAndLock } from './fetch-and-lock.ts';
import { JobHandlers } from './job-handlers.ts';
import { ListIncidents } from './list-incidents.ts';
import { RetryIncident } from './retry-incident.ts';
import { RetryJob } from './retry-job.ts';
import { incidentTable, jobTable } from './tables.ts';
import { UnlockJob } from './unlock-job.ts';

const minute = 60_000;

const outside = (key: string, topic: string, attributes = '', inside = '') =>
  smallModel(
    key,
    [externalTask('work', topic, inside, attributes)],
    `<boundaryEvent id="refused" attachedToRef="work"><errorEventDefinition errorRef="no"/></boundaryEvent>
     <endEvent id="sorry"/><sequenceFlow id="to-sorry" sourceRef="refused" targetRef="sorry"/>`,
    '<error id="no" errorCode="REFUSED"/>',
  );
const retrying =
  '<extensionElements><camunda:failedJobRetryTimeCycle>PT1M,PT5M</camunda:failedJobRetryTimeCycle></extensionElements>';
const undecided = modelFile(
  'undecided',
  `<startEvent id="start"/><exclusiveGateway id="which"/><endEvent id="end"/>
   <sequenceFlow id="a" sourceRef="start" targetRef="which"/>
   <sequenceFlow id="b" sourceRef="which" targetRef="end"><conditionExpression xsi:type="tFormalExpression">= ready = true</conditionExpression></sequenceFlow>`,
);

describe.each(databaseNames)('Jobs on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  const handled: { topic: string; key: string; variables: Variables }[] = [];
  let broken = false;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(undecided);
    await server.deploy(outside('printing', 'print'));
    await server.deploy(outside('retrying', 'retry', '', retrying));
    await server.deploy(outside('stamping', 'test.stamp'));
    server.get(JobHandlers).register('test.stamp', async ({ job, idempotencyKey, variables }) => {
      handled.push({ topic: job.topic, key: idempotencyKey, variables });
      if (broken) throw new Error('The stamp is broken');
      return { stamped: true };
    });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const request = (workerId: string, topic: string, more: Partial<FetchRequest> = {}): FetchRequest => ({
    workerId,
    maxJobs: 10,
    usePriority: false,
    waitFor: 0,
    topics: [{ topic, lockDuration: minute }],
    ...more,
  });
  const fetch = async (workerId: string, topic: string, more: Partial<FetchRequest> = {}): Promise<FetchedJob[]> =>
    accepted(
      await server.get(FetchAndLock).run(await server.as('admin'), request(workerId, topic, more), new AbortController().signal),
    );
  const complete = (jobId: string, workerId: string, variables: Variables = {}, lockNumber?: number) =>
    server
      .get(CompleteJob)
      .run(server.command(), jobId, { workerId, ...(lockNumber !== undefined && { lockNumber }) }, { variables });
  const fail = (jobId: string, workerId: string, retries?: number) =>
    server
      .get(FailJob)
      .run(server.command(), jobId, { workerId }, { message: 'No paper', ...(retries !== undefined && { retries }) });
  const ended = async (instanceId: string) => (await server.history(instanceId)).outcome;

  describe('A worker', () => {
    it('takes a job with what the case knows, and lets the case go on', async () => {
      const instanceId = await server.start('printing', { copies: 2 }, 'admin', 'letter-1');
      const [fetched] = await fetch('w1', 'print');
      expect(fetched).toMatchObject({ job: { instanceId, businessKey: 'letter-1', lockOwner: 'w1' }, variables: { copies: 2 } });
      expect(await fetch('w2', 'print')).toEqual([]);
      accepted(await complete(fetched!.job.id, 'w1', { printed: true }));
      expect(await ended(instanceId)).toBe('completed');
      expect(refusal(await complete(fetched!.job.id, 'w1')).code).toBe('job-not-open');
    });

    it('that lost its lock is refused, also when it took the job again under an older number', async () => {
      const instanceId = await server.start('printing');
      const [first] = await fetch('w1', 'print');
      server.clock.advance(minute);
      expect(refusal(await server.get(ExtendLock).run(server.command(), first!.job.id, { workerId: 'w1' }, hour)).code).toBe(
        'job-locked-by-other',
      );
      const [second] = await fetch('w2', 'print');
      expect(second!.job.id).toBe(first!.job.id);
      const refused = refusal(await complete(first!.job.id, 'w1'));
      expect(refused.code).toBe('job-locked-by-other');
      expect(refused.details).toMatchObject({ lockOwner: 'w2' });
      expect(refusal(await complete(second!.job.id, 'w2', {}, first!.job.lockNumber)).code).toBe('job-locked-by-other');
      accepted(await complete(second!.job.id, 'w2', {}, second!.job.lockNumber));
      expect(await ended(instanceId)).toBe('completed');
    });

    it('that is late completes what nobody else has taken', async () => {
      const instanceId = await server.start('printing');
      const [fetched] = await fetch('w1', 'print');
      server.clock.advance(hour);
      accepted(await complete(fetched!.job.id, 'w1'));
      expect(await ended(instanceId)).toBe('completed');
    });

    it('may ask for more time, and an administrator may take the job away', async () => {
      await server.start('printing');
      const [fetched] = await fetch('w1', 'print');
      const jobId = fetched!.job.id;
      accepted(await server.get(ExtendLock).run(server.command(), jobId, { workerId: 'w1' }, hour));
      server.clock.advance(10 * minute);
      expect(await fetch('w2', 'print')).toEqual([]);
      const unlock = server.get(UnlockJob);
      expect(refusal(await unlock.run(server.command(), await server.as('finance-1'), jobId)).code).toBe('not-allowed');
      accepted(await unlock.run(server.command(), await server.as('admin'), jobId));
      expect(refusal(await complete(jobId, 'w1')).code).toBe('job-locked-by-other');
      expect(await fetch('w2', 'print')).toHaveLength(1);
      accepted(await complete(jobId, 'w2'));
    });

    it('gets the most urgent first when it asks so, and never what another takes at the same time', async () => {
      await server.deploy(outside('urgent', 'sort', 'camunda:taskPriority="${priority}"'));
      const started: string[] = [];
      for (const priority of [1, 9, 5]) started.push(await server.start('urgent', { priority }));
      const [top] = await fetch('w1', 'sort', { usePriority: true, maxJobs: 1 });
      expect(top!.variables['priority']).toBe(9);
      const both = await Promise.all([fetch('w1', 'sort'), fetch('w2', 'sort')]);
      expect(both.flat()).toHaveLength(2);
      for (const [index, jobs] of both.entries()) for (const { job } of jobs) accepted(await complete(job.id, `w${index + 1}`));
      accepted(await complete(top!.job.id, 'w1'));
      for (const instanceId of started) expect(await ended(instanceId)).toBe('completed');
    });

    it('waits for work that comes', async () => {
      const waiting = fetch('w1', 'print', { waitFor: 20_000 });
      await server.start('printing');
      const [fetched] = await waiting;
      expect(fetched).toBeDefined();
      accepted(await complete(fetched!.job.id, 'w1'));
    });

    it('stops waiting when it hangs up', async () => {
      const hangUp = new AbortController();
      const waiting = server
        .get(FetchAndLock)
        .run(await server.as('admin'), request('w1', 'print', { waitFor: 60_000 }), hangUp.signal);
      hangUp.abort();
      expect(await waiting).toEqual([]);
    });

    it('is an administrator’s account, and leaves Gaita its own topics', async () => {
      const run = async (account: string, topic: string) =>
        server.get(FetchAndLock).run(await server.as(account), request('w1', topic), new AbortController().signal);
      expect(refusal(await run('case-handler-1', 'print')).code).toBe('not-allowed');
      expect(refusal(await run('admin', 'gaita.mail')).code).toBe('invalid-request');
    });

    it('may throw an error of the model', async () => {
      const instanceId = await server.start('printing');
      const [fetched] = await fetch('w1', 'print');
      const error = { errorCode: 'REFUSED', variables: { why: 'ink' } };
      accepted(await server.get(BpmnErrorJob).run(server.command(), fetched!.job.id, { workerId: 'w1' }, error));
      expect((await server.entered(instanceId)).slice(-2)).toEqual(['refused', 'sorry']);
    });
  });

  describe('A job that fails', () => {
    it('waits as the model says, then raises an incident that new tries end', async () => {
      const instanceId = await server.start('retrying');
      const take = async () => (await fetch('w1', 'retry'))[0]?.job;
      const job = (await take())!;
      const now = server.clock.now();
      expect(accepted(await fail(job.id, 'w1'))).toEqual({ jobId: job.id, retries: 1, retryAt: now + minute });
      server.clock.advance(minute - 1);
      expect(await take()).toBeUndefined();
      server.clock.advance(1);
      expect(await take()).toMatchObject({ errorMessage: 'No paper' });
      expect(accepted(await fail(job.id, 'w1'))).toEqual({ jobId: job.id, retries: 0 });
      server.clock.advance(hour);
      expect(await take()).toBeUndefined();
      const incidents = server.get(ListIncidents);
      const query = { instanceId, limit: 10, offset: 0 };
      expect((await incidents.run(await server.as('admin'), query)).items).toMatchObject([
        { type: 'failedJob', message: 'No paper', jobId: job.id, elementId: 'work' },
      ]);
      expect((await incidents.run(await server.as('finance-1'), query)).total).toBe(0);

      const retry = server.get(RetryJob);
      expect(refusal(await retry.run(server.command(), await server.as('finance-1'), job.id, 2)).code).toBe('job-not-open');
      accepted(await retry.run(server.command(), await server.as('admin'), job.id, 2));
      expect(await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId])).toEqual([]);
      accepted(await complete((await take())!.id, 'w1'));
      expect(await ended(instanceId)).toBe('completed');
    });

    it('is tried as often as the worker says, and can still be completed late', async () => {
      const instanceId = await server.start('printing');
      const [fetched] = await fetch('w1', 'print');
      accepted(await fail(fetched!.job.id, 'w1', 0));
      const [incident] = await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId]);
      accepted(await server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id));
      expect(refusal(await server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id)).code).toBe(
        'incident-not-open',
      );
      const [again] = await fetch('w1', 'print');
      accepted(await complete(again!.job.id, 'w1'));
      expect(await ended(instanceId)).toBe('completed');
    });
  });

  it('An incident without a job is tried again after its cause is gone', async () => {
    const instanceId = await server.start('undecided', { ready: false });
    const [incident] = await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId]);
    expect(incident).toMatchObject({ elementId: 'which', jobId: null });
    const retry = async () => server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id);
    accepted(await retry());
    const [again] = await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId]);
    expect(again!.id).not.toBe(incident!.id);
    expect(refusal(await retry()).code).toBe('incident-not-open');
  });

  describe('A job that Gaita does itself', () => {
    it('runs after the commit without being asked, and gives its result to the case', async () => {
      const instanceId = await server.start('stamping', { page: 1 });
      await server.doJobs();
      expect(await ended(instanceId)).toBe('completed');
      expect(handled.at(-1)).toMatchObject({ topic: 'test.stamp', variables: { page: 1 } });
    });

    it('is tried three times under one key with growing waits, then asks an operator', async () => {
      broken = true;
      const before = handled.length;
      const instanceId = await server.start('stamping');
      await server.doJobs();
      expect(handled).toHaveLength(before + 1);
      server.clock.advance(10_000);
      await server.doJobs();
      expect(handled).toHaveLength(before + 2);
      server.clock.advance(10_000);
      await server.doJobs();
      expect(handled).toHaveLength(before + 2);
      server.clock.advance(10_000);
      await server.doJobs();
      expect(new Set(handled.slice(before).map(({ key }) => key)).size).toBe(1);
      const [incident] = await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId]);
      expect(incident).toMatchObject({ incidentType: 'failedJob', message: 'The stamp is broken' });

      broken = false;
      accepted(await server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id));
      await server.doJobs();
      expect(await ended(instanceId)).toBe('completed');
      expect(await server.database.reader.count(jobTable, 'instance_id = ?', [instanceId])).toBe(0);
    });

    it('goes on with a long step in slices', async () => {
      const long = Array.from({ length: 2_500 }, (_, index) => [`n${index}`, `<task id="n${index}"/>`] as const);
      await server.deploy(smallModel('long', long));
      const instanceId = await server.start('long');
      await server.doJobs();
      expect(await ended(instanceId)).toBe('completed');
    });

    it('runs many at once, each once', async () => {
      const before = handled.length;
      const started = await Promise.all(Array.from({ length: 30 }, () => server.start('stamping')));
      await server.doJobs();
      expect(handled).toHaveLength(before + 30);
      for (const instanceId of started) expect(await ended(instanceId)).toBe('completed');
    });
  });
});
