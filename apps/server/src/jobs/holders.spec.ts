import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { externalTask, modelFile, smallModel } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { CancelInstance } from '../instances/index.ts';
import { BpmnErrorJob } from './bpmn-error-job.ts';
import { CompleteJob } from './complete-job.ts';
import { ExtendLock } from './extend-lock.ts';
import type { JobFailure } from './fail-job.ts';
import { FailJob } from './fail-job.ts';
import type { FetchedJob } from './fetch-and-lock.ts';
import { FetchAndLock } from './fetch-and-lock.ts';
import { JobArrivals } from './job-arrivals.ts';
import type { Holder } from './job-rules.ts';
import { RetryIncident } from './retry-incident.ts';
import { RetryJob } from './retry-job.ts';
import type { JobRow } from './tables.ts';
import { incidentTable, jobTable } from './tables.ts';
import { UnlockJob } from './unlock-job.ts';

const minute = 60_000;
const print = smallModel(
  'print',
  [externalTask('work', 'print')],
  `<boundaryEvent id="refused" attachedToRef="work"><errorEventDefinition errorRef="no" camunda:errorMessageVariable="why"/></boundaryEvent>
   <sequenceFlow id="to-sorry" sourceRef="refused" targetRef="sorry"/>
   <userTask id="sorry" camunda:candidateGroups="case-handler"/>`,
  '<error id="no" errorCode="REFUSED"/>',
);
const waits = (cycle: string) =>
  `<extensionElements><camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle></extensionElements>`;
const undecided = modelFile(
  'undecided',
  `<startEvent id="start"/><exclusiveGateway id="which"/><endEvent id="end"/>
   <sequenceFlow id="a" sourceRef="start" targetRef="which"/>
   <sequenceFlow id="b" sourceRef="which" targetRef="end"><conditionExpression xsi:type="tFormalExpression">= ready = true</conditionExpression></sequenceFlow>`,
);

describe('Who holds a job', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let instanceId: string;
  let job: JobRow;
  const told: string[] = [];

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(print);
    await server.deploy(undecided);
    await server.deploy(smallModel('stamp', [externalTask('work', 'stamp', waits('PT1M,PT5M'))]));
    await server.deploy(smallModel('endless', [externalTask('work', 'endless', waits('P999999Y,PT1M'))]));
    server.get(JobArrivals).listen((topic) => told.push(topic));
  });
  beforeEach(async () => {
    instanceId = await server.start('print');
    [{ job }] = (await fetch()) as [FetchedJob];
    told.length = 0;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const w1: Holder = { workerId: 'w1' };
  const w2: Holder = { workerId: 'w2' };
  const fetch = async (topic = 'print', workerId = 'w1', waitFor = 0): Promise<FetchedJob[]> => {
    const request = { workerId, maxJobs: 10, usePriority: false, waitFor, topics: [{ topic, lockDuration: minute }] };
    return accepted(await server.get(FetchAndLock).run(await server.as('admin'), request, new AbortController().signal));
  };
  const complete = (holder: Holder, variables: Variables = {}, id = job.id) =>
    server.get(CompleteJob).run(server.command('admin'), id, holder, { variables });
  const fail = (holder: Holder, failure: Partial<JobFailure> = {}, id = job.id) =>
    server.get(FailJob).run(server.command('admin'), id, holder, { message: 'No paper', ...failure });
  const giveUp = (holder: Holder, error = {}) =>
    server
      .get(BpmnErrorJob)
      .run(server.command('admin'), job.id, holder, { errorCode: 'REFUSED', variables: { ink: 0 }, ...error });
  const extend = (holder: Holder, duration = hour) =>
    server.get(ExtendLock).run(server.command('admin'), job.id, holder, duration);
  const unlock = async (account = 'admin') =>
    server.get(UnlockJob).run(server.command(account), await server.as(account), job.id);
  const retry = async (retries: number, id = job.id, account = 'admin') =>
    server.get(RetryJob).run(server.command(account), await server.as(account), id, retries);
  const retryIncident = async (id: string, account = 'admin') =>
    server.get(RetryIncident).run(server.command(account), await server.as(account), id);
  const row = (id = job.id) => server.database.reader.byId(jobTable, id);
  const incidents = (id = instanceId) => server.database.reader.find(incidentTable, 'instance_id = ?', [id]);
  const acts = async (id: string) =>
    (await server.database.reader.find(auditEntryTable, 'object_id = ?', [id], { orderBy: 'at, id' })).map(({ act }) => act);

  it('alone may do something with it, and what is refused changes nothing', async () => {
    const before = await row();
    for (const refused of [
      await complete(w2),
      await fail(w2),
      await fail(w2, { retries: 0 }),
      await giveUp(w2),
      await extend(w2),
      await complete({ ...w1, lockNumber: job.lockNumber + 1 }),
    ])
      expect(refusal(refused)).toMatchObject({
        code: 'job-locked-by-other',
        details: { jobId: job.id, lockOwner: 'w1', lockExpiresAt: job.lockExpiresAt, lockNumber: job.lockNumber },
      });
    expect(await row()).toEqual(before);
    expect(await incidents()).toEqual([]);
    accepted(await complete(w1));
  });

  it('is told that there is none any more, whatever they wanted with it', async () => {
    expect(accepted(await complete(w1))).toEqual({ jobId: job.id, instanceId });
    for (const refused of [
      await complete(w1),
      await fail(w1),
      await giveUp(w1),
      await extend(w1),
      await unlock(),
      await retry(3),
    ])
      expect(refusal(refused)).toMatchObject({ code: 'job-not-open', details: { jobId: job.id } });
  });

  it('is told the same when the case ends at the same moment', async () => {
    const cancel = server
      .get(CancelInstance)
      .run(server.command('admin'), await server.as('admin'), instanceId, 'The applicant withdrew it');
    const [cancelled, late] = await Promise.all([cancel, complete(w1)]);
    accepted(cancelled);
    expect(refusal(late)).toMatchObject({ code: 'job-not-open', details: { jobId: job.id } });
  });

  it('has it for as long as they ask, from now', async () => {
    server.clock.advance(minute / 2);
    const lockExpiresAt = server.clock.now() + hour;
    expect(accepted(await extend(w1))).toEqual({ lockExpiresAt });
    expect(await row()).toMatchObject({ lockExpiresAt, availableAt: lockExpiresAt, lockOwner: 'w1', revision: job.revision + 1 });
    accepted(await complete({ ...w1, lockNumber: job.lockNumber }));
  });

  it('loses it to an administrator: it is there at once, and a late answer counts for nobody', async () => {
    expect(refusal(await unlock('case-handler-1'))).toMatchObject({ code: 'not-allowed', details: { jobId: job.id } });
    expect(accepted(await unlock())).toEqual({ jobId: job.id });
    expect(told).toEqual(['print']);
    expect(await row()).toMatchObject({ lockOwner: null, lockExpiresAt: null, availableAt: server.clock.now() });
    expect(refusal(await complete(w1)).details).toMatchObject({ lockOwner: null });
    const [again] = await fetch();
    expect(again!.job.lockNumber).toBe(job.lockNumber + 2);
    for (const older of [0, 1])
      expect(refusal(await complete({ ...w1, lockNumber: job.lockNumber + older })).code).toBe('job-locked-by-other');
    accepted(await complete({ ...w1, lockNumber: job.lockNumber + 2 }));
    expect(await acts(job.id)).toEqual(['job-unlocked', 'job-completed']);
  });

  it('does not get it sooner when an administrator takes away what nobody holds', async () => {
    const { retryAt } = accepted(await fail(w1, { retryAfter: hour }));
    accepted(await unlock());
    expect(await row()).toMatchObject({ lockOwner: null, availableAt: retryAt });
    accepted(await retry(1));
    expect(told).toEqual(['print', 'print']);
    await fetch();
    accepted(await complete(w1));
  });

  it('gives it back with a failure: its tries go down to none, and an incident asks an administrator', async () => {
    const failed = { lockOwner: null, lockExpiresAt: null, errorMessage: 'No paper', errorDetails: 'tray 2' };
    expect(accepted(await fail(w1, { details: 'tray 2', retryAfter: 0 }))).toMatchObject({ retries: 2 });
    expect(await row()).toMatchObject({ ...failed, retries: 2, failures: 1 });
    await fetch();
    accepted(await fail(w1, { retries: 0, details: 'tray 2' }));
    expect(await row()).toMatchObject({ ...failed, retries: 0, failures: 2 });
    const [incident] = await incidents();
    expect(incident).toMatchObject({ jobId: job.id, message: 'No paper', incidentType: 'failedJob', elementId: 'work' });
    expect(refusal(await retryIncident(incident!.id, 'case-handler-1')).code).toBe('not-allowed');
    expect(refusal(await retry(2, job.id, 'administrator-3')).code).toBe('job-not-open');
    expect(accepted(await retry(2))).toEqual({ jobId: job.id, retries: 2 });
    expect(await row()).toMatchObject({ retries: 2, failures: 0, availableAt: server.clock.now() });
    expect(told).toEqual(['print']);
    expect(await incidents()).toEqual([]);
    expect(await acts(incident!.id)).toEqual(['incident-retried']);
    const [entry] = await server.database.reader.find(auditEntryTable, 'object_id = ?', [incident!.id]);
    expect(entry).toMatchObject({ account: 'admin', instanceId, objectType: 'incident', institution: job.institution });
    expect(await acts(job.id)).toEqual(['job-failed', 'job-failed']);
    await fetch();
    accepted(await complete(w1));
  });

  it('has no tries below none', async () => {
    accepted(await fail(w1, { retries: 0 }));
    accepted(await fail(w1, {}).then(() => retry(1)));
    expect(await incidents()).toEqual([]);
    await fetch();
    expect(accepted(await fail(w1))).toEqual({ jobId: job.id, retries: 0 });
    expect(await incidents()).toHaveLength(1);
    accepted(await retry(1));
    await fetch();
    accepted(await complete(w1));
  });

  it('waits as the model says, time after time, and the last wait again and again', async () => {
    const stamped = await server.start('stamp');
    const waited: number[] = [];
    for (const retries of [9, 9, 9]) {
      const [fetched] = await fetch('stamp');
      const { retryAt } = accepted(await fail(w1, { retries }, fetched!.job.id));
      waited.push(retryAt! - server.clock.now());
      server.clock.set(retryAt!);
    }
    expect(waited).toEqual([minute, 5 * minute, 5 * minute]);
    const [fetched] = await fetch('stamp');
    accepted(await complete(w1, {}, fetched!.job.id));
    expect((await server.history(stamped)).outcome).toBe('completed');
    await fetch();
    accepted(await complete(w1));
  });

  it('waits ten seconds where the model’s wait leads past every calendar', async () => {
    await server.start('endless');
    const [fetched] = await fetch('endless');
    const { retryAt } = accepted(await fail(w1, {}, fetched!.job.id));
    expect(retryAt).toBe(server.clock.now() + 10_000);
    accepted(await complete(w1));
  });

  it('may end it with an error of the model, which tells why', async () => {
    expect(accepted(await giveUp(w1, { errorMessage: 'No such plot' }))).toEqual({ jobId: job.id, instanceId });
    expect((await server.task(instanceId)).elementId).toBe('sorry');
    expect(await server.variable(instanceId, 'ink')).toBe(0);
    expect(await server.variable(instanceId, 'why')).toBe('No such plot');
    expect(await acts(job.id)).toEqual(['job-error-thrown']);
  });

  it('is of no concern to an incident without a job, which an administrator of its institution may try again', async () => {
    accepted(await complete(w1));
    const stuck = await server.start('undecided', { ready: false }, 'case-handler-1');
    const [incident] = await incidents(stuck);
    expect(refusal(await retryIncident(incident!.id, 'case-handler-1'))).toMatchObject({
      code: 'not-allowed',
      details: { incidentId: incident!.id },
    });
    expect(refusal(await retryIncident(incident!.id, 'administrator-3'))).toMatchObject({
      code: 'incident-not-open',
      details: { incidentId: incident!.id },
    });
    expect(accepted(await retryIncident(incident!.id, 'administrator-1'))).toEqual({ incidentId: incident!.id });
    const [entry] = await server.database.reader.find(auditEntryTable, 'object_id = ?', [incident!.id]);
    expect(entry).toMatchObject({
      account: 'administrator-1',
      act: 'incident-retried',
      objectType: 'incident',
      instanceId: stuck,
      institution: incident!.institution,
    });
  });

  it('is of no concern to an incident of a case that ends at the same moment', async () => {
    accepted(await complete(w1));
    const stuck = await server.start('undecided', { ready: false });
    const [incident] = await incidents(stuck);
    const cancel = server
      .get(CancelInstance)
      .run(server.command('admin'), await server.as('admin'), stuck, 'The applicant withdrew it');
    const [cancelled, late] = await Promise.all([cancel, retryIncident(incident!.id)]);
    accepted(cancelled);
    expect(refusal(late)).toMatchObject({ code: 'incident-not-open', details: { incidentId: incident!.id } });
  });
});
