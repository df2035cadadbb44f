import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { startSmtp } from '../../../../test/support/start-smtp.ts';
import { auditEntryTable } from '../audit/index.ts';
import { CancelInstance } from '../instances/index.ts';
import { CorrelateMessage } from '../messages/index.ts';
import { SweepNotices } from '../notifications/index.ts';
import type { ClockConflictDetails } from '@gaita/contracts';
import { VirtualClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { AssignRole } from '../registry/assign-role.ts';
import { ServiceRegistry } from '../services/index.ts';
import { TakeBackTask } from '../tasks/take-back/take-back-task.ts';
import { CaseClocks } from './case-clocks.ts';
import { ChangeClock } from './change-clock.ts';
import { caseClockTable } from './tables.ts';
import { ViewClock } from './view-clock.ts';

const permit = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:t">
<message id="m" name="supplemented"/>
<process id="permit" isExecutable="true" gaita:due="legal: administrative-act" gaita:received="receivedOn">
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
  <userTask id="check" camunda:candidateGroups="case-handler"/><sequenceFlow id="f2" sourceRef="check" targetRef="which"/>
  <exclusiveGateway id="which" default="f4"/>
  <sequenceFlow id="f3" sourceRef="which" targetRef="await"><conditionExpression xsi:type="tFormalExpression">= missing = true</conditionExpression></sequenceFlow>
  <sequenceFlow id="f4" sourceRef="which" targetRef="decide"/>
  <eventBasedGateway id="await" gaita:clock="stops"/><sequenceFlow id="f5" sourceRef="await" targetRef="supplemented"/><sequenceFlow id="f6" sourceRef="await" targetRef="late"/>
  <intermediateCatchEvent id="supplemented"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="f7" sourceRef="supplemented" targetRef="decide"/>
  <intermediateCatchEvent id="late"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P60D</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="f8" sourceRef="late" targetRef="decide"/>
  <userTask id="decide" camunda:candidateGroups="decision-maker" gaita:clock="ends"/><sequenceFlow id="f9" sourceRef="decide" targetRef="archive"/>
  <userTask id="archive" camunda:candidateGroups="case-handler"/><sequenceFlow id="f10" sourceRef="archive" targetRef="end"/><endEvent id="end"/>
</process></definitions>`;

describe.each(databaseNames)('The case clock on %s', (name) => {
  let system: DatabaseSystem;
  let config: Config;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let server: PlayServer;
  let clock: VirtualClock;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    smtp = await startSmtp();
    config = await system.newConfig({ GAITA_MODE: 'demo', SMTP_URL: smtp.url });
    clock = new VirtualClock(Date.UTC(2026, 5, 1, 9));
    server = await PlayServer.start(config, clock);
    await server.deploy(permit);
  });
  afterAll(async () => {
    await server?.stop();
    await smtp?.stop();
    await system?.stop();
  });

  let key = 0;
  const start = (variables = {}) => server.start('permit', variables, 'case-handler-1', `P-${++key}`);
  const at = (date: string) => clock.set(Date.parse(`${date}T09:00:00Z`));
  const sweep = async () => {
    await server.get(CaseClocks).sweep();
    await server.get(SweepNotices).run();
  };
  const view = async (id: string, account = 'case-handler-1') => (await server.get(ViewClock).of(await server.as(account), id))!;
  const done = async (id: string, account: string, variables = {}) => {
    const task = await server.task(id);
    accepted(await server.complete(task.taskId, account, variables));
  };
  const supplied = (businessKey: string) =>
    server.get(CorrelateMessage).run(server.command(), {
      institution: 'dzelmes-novads',
      name: 'supplemented',
      businessKey,
      variables: {},
      timeToLive: 'PT0S',
      all: false,
    });
  const words = { ground: 'APL 64', reason: 'The register does not answer', notice: 'Letter of today' };
  const change = {
    stop: async (id: string, account: string, seen?: string) =>
      server.get(ChangeClock).stop(server.command(account), await server.as(account), id, { ...words, ...(seen && { seen }) }),
    resume: async (id: string, account: string) =>
      server.get(ChangeClock).resume(server.command(account), await server.as(account), id, {}),
    extend: async (id: string, account: string, until?: string) =>
      server
        .get(ChangeClock)
        .extend(server.command(account), await server.as(account), id, { ...words, ...(until !== undefined && { until }) }),
  };

  it('begins with the case, in the same commit, by the rule set of its day', async () => {
    at('2026-06-01');
    const id = await start();
    expect(await server.database.reader.byId(caseClockTable, id)).toMatchObject({
      ruleSet: 'LV/administrative-act/2004-02-01',
      receivedOn: '2026-06-01',
      dueOn: '2026-07-01',
      state: 'running',
    });
    expect(await view(id)).toMatchObject({
      used: 0,
      left: 30,
      unit: 'day',
      act: 'Administratīvā procesa likums',
      article: '64. pants',
      term: '1 month',
      latest: '2026-10-01',
    });
    expect((await server.get(ViewClock).ofInstances([id])).get(id)).toMatchObject({ dueOn: '2026-07-01', unit: 'day' });
  });

  it('is not changed by who has not seen what somebody else did to it meanwhile, and tells them', async () => {
    const id = await start();
    const { version } = await view(id);
    accepted(await change.stop(id, 'case-handler-2', version));
    const { code, details } = refusal(await change.stop(id, 'case-handler-1', version));
    const { clock: now } = details as unknown as ClockConflictDetails;
    expect([code, now.entries.at(-1)?.reason, now.version !== version]).toEqual(['version-conflict', words.reason, true]);
  });

  it.each([
    { from: '2026-04-04', due: '2026-05-05' },
    { from: '2026-01-31', due: '2026-03-02' },
  ])('counts from the day of receipt that people enter: $from → $due', async ({ from, due }) => {
    at('2026-06-02');
    const id = await start();
    await done(id, 'case-handler-1', { receivedOn: from, missing: false });
    await sweep();
    expect(await server.database.reader.byId(caseClockTable, id)).toMatchObject({ receivedOn: from, dueOn: due });
  });

  it('stands still while the applicant supplies what is missing, and keeps the days that are left', async () => {
    at('2026-06-03');
    const id = await start({ receivedOn: '2026-06-03' });
    at('2026-06-08');
    await done(id, 'case-handler-1', { missing: true });
    expect(await view(id)).toMatchObject({ state: 'stopped', used: 5, left: 25 });
    at('2026-06-23');
    expect(await view(id)).toMatchObject({ state: 'stopped', used: 5 });
    await sweep();
    expect((await server.database.reader.byId(caseClockTable, id))!.nextAt).toBeNull();
    accepted(await supplied(`P-${key}`));
    expect(await view(id)).toMatchObject({
      state: 'running',
      used: 5,
      dueOn: '2026-07-20',
      rolledFrom: '2026-07-18',
      stops: [{ from: '2026-06-08', to: '2026-06-23' }],
    });
  });

  it('is stopped and resumed by hand, with ground, reason and what the applicant was told; not twice, and not by everybody', async () => {
    at('2026-06-24');
    const id = await start({ receivedOn: '2026-06-24' });
    expect(refusal(await change.stop(id, 'front-desk-1')).code).toBe('not-allowed');
    expect(refusal(await change.resume(id, 'case-handler-1')).code).toBe('clock-not-running');
    const stopped = accepted(await change.stop(id, 'case-handler-1'));
    expect(stopped).toMatchObject({ state: 'stopped', may: { stop: false, resume: true, extend: false } });
    expect(stopped.entries.at(-1)).toMatchObject({
      ground: 'APL 64',
      reason: 'The register does not answer',
      notice: 'Letter of today',
    });
    expect(refusal(await change.stop(id, 'case-handler-1')).code).toBe('clock-not-running');
    at('2026-07-06');
    const resumed = accepted(await change.resume(id, 'case-handler-2'));
    expect(resumed).toMatchObject({ state: 'running', used: 0, stops: [{ from: '2026-06-24', to: '2026-07-06' }] });
    const acts = await server.database.reader.find(auditEntryTable, 'instance_id = ?', [id], { orderBy: 'at, id' });
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['case-clock-stopped', 'case-clock-resumed']));
  });

  it('is extended by a decision-maker up to what the rule set allows', async () => {
    at('2026-07-07');
    const id = await start({ receivedOn: '2026-07-07' });
    expect(refusal(await change.extend(id, 'case-handler-1')).code).toBe('not-allowed');
    expect(refusal(await change.extend(id, 'decision-maker-1', '2026-12-01'))).toMatchObject({
      code: 'extension-not-allowed',
      details: { latest: '2026-11-09' },
    });
    expect(refusal(await change.extend(id, 'decision-maker-1', '2026-08-01')).code).toBe('extension-not-allowed');
    expect(accepted(await change.extend(id, 'decision-maker-1', '2026-09-01'))).toMatchObject({ dueOn: '2026-09-01' });
    expect(accepted(await change.extend(id, 'decision-maker-1'))).toMatchObject({ dueOn: '2026-11-09' });
  });

  it('tells of the half and of 80 % of an extended term anew', async () => {
    at('2026-07-08');
    const id = await start({ receivedOn: '2026-07-08' });
    const told = async (date: string) => {
      at(date);
      await sweep();
      return (await server.database.reader.byId(caseClockTable, id))?.told;
    };
    expect(await told('2026-08-04')).toBe(80);
    accepted(await change.extend(id, 'decision-maker-1', '2026-09-30'));
    expect([await told('2026-08-05'), await told('2026-08-25'), await told('2026-09-16')]).toEqual([0, 50, 80]);
    const entries = (await view(id)).entries.filter(({ kind }) => kind === 'passed');
    expect(entries.map(({ percent, on }) => [percent, on])).toEqual([
      [80, '2026-08-10'],
      [50, '2026-09-30'],
      [80, '2026-09-30'],
    ]);
  });

  it('tells of its half, of 80 % and of its breach, to more and more people, also across a restart; the breach stays', async () => {
    clock.set(Date.UTC(2026, 8, 1, 9));
    await sweep();
    const id = await start({ receivedOn: '2026-09-01' });
    await done(id, 'case-handler-1', { missing: false });
    await server.database.reader.byId(caseClockTable, id);
    let seen = 0;
    const told = async () => {
      clock.advance(2 * 3_600_000);
      await sweep();
      const mails = smtp.mails.slice(seen).filter(({ source }) => source.includes(`/cases/${id}`));
      seen = smtp.mails.length;
      return mails.flatMap(({ to }) => to).sort();
    };
    await told();
    at('2026-09-15');
    expect(await told()).toEqual([]);
    at('2026-09-16');
    await told();
    expect(await server.database.reader.byId(caseClockTable, id)).toMatchObject({ told: 50, breachedOn: null });
    await server.stop();
    server = await PlayServer.start(config, clock);
    at('2026-09-25');
    expect(await told()).toEqual(['department-head-1@example.org', 'department-head-2@example.org']);
    at('2026-10-02');
    expect(await told()).toEqual(expect.arrayContaining(['department-head-1@example.org', 'service-manager-1@example.org']));
    await done(id, 'decision-maker-1');
    await sweep();
    at('2026-11-01');
    expect(await view(id)).toMatchObject({ state: 'kept', breachedOn: '2026-10-02', left: -1 });
    expect((await view(id)).entries.filter(({ kind }) => kind === 'passed').map(({ percent }) => percent)).toEqual([50, 80, 100]);
    expect(await told()).toEqual([]);
  });

  it.each([
    ['on record as its manager', 'service-manager-2', undefined],
    ['by a role for it alone', null, 'finance-2'],
  ])('tells of a breach whoever manages that service, %s, and not who manages others', async (_how, manager, holder) => {
    at('2026-11-02');
    const service = { processKey: 'permit', manager };
    await server.get(ServiceRegistry).change('dzelmes-novads', 'permits', () => service);
    const given = { account: holder ?? '', role: 'service-manager' as const, service: 'permits' };
    if (holder) accepted(await server.get(AssignRole).give(server.command('admin'), await server.as('admin'), given));
    const id = await start({ receivedOn: '2026-09-01' });
    for (const _ of [1, 2]) {
      clock.advance(2 * 3_600_000);
      await sweep();
    }
    const readers = smtp.mails.filter(({ source }) => source.includes(`/cases/${id}`)).flatMap(({ to }) => to);
    expect(readers.sort()).toEqual(
      [...['1', '2'].map((n) => `department-head-${n}@example.org`), `${holder ?? manager}@example.org`].sort(),
    );
    accepted(await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), id, 'withdrawn'));
    await sweep();
  });

  it('ends when what the law asks for is done, though the case goes on, and when the case is cancelled', async () => {
    at('2026-11-02');
    const id = await start();
    await done(id, 'case-handler-1', { missing: false });
    await done(id, 'decision-maker-1');
    await sweep();
    expect((await server.task(id)).elementId).toBe('archive');
    expect(await server.database.reader.byId(caseClockTable, id)).toMatchObject({
      state: 'kept',
      nextAt: null,
      breachedOn: null,
    });
    const other = await start();
    accepted(await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), other, 'withdrawn'));
    await sweep();
    expect(await server.database.reader.byId(caseClockTable, other)).toMatchObject({ state: 'ended', nextAt: null });
    clock.advance(90 * day);
    await sweep();
    expect((await view(other)).breachedOn).toBeUndefined();
  });

  it('is as before when the completion that stopped, resumed or ended it is taken back', async () => {
    at('2027-03-03');
    const id = await start();
    const takeBack = async (account: string, taskId: string) => {
      accepted(await server.get(TakeBackTask).run(server.command(account), await server.as(account), taskId));
      await sweep();
      return view(id);
    };
    const check = (await server.task(id)).taskId;
    const before = await view(id);
    await done(id, 'case-handler-1', { missing: true, receivedOn: '2027-03-01' });
    await sweep();
    expect(await view(id)).toMatchObject({ state: 'stopped', receivedOn: '2027-03-01' });
    expect(await takeBack('case-handler-1', check)).toEqual(before);
    await done(id, 'case-handler-1', { missing: false });
    const decide = (await server.task(id)).taskId;
    await done(id, 'decision-maker-1');
    await sweep();
    expect(await server.database.reader.byId(caseClockTable, id)).toMatchObject({ state: 'kept', nextAt: null });
    at('2027-03-05');
    expect(await takeBack('decision-maker-1', decide)).toMatchObject({ state: 'running', used: 2, left: before.left - 2 });
    expect((await server.database.reader.byId(caseClockTable, id))?.nextAt).toEqual(expect.any(Number));
    await done(id, 'decision-maker-1');
    await sweep();
    const last = await view(id);
    expect(last.state).toBe('kept');
    expect(last.entries.filter(({ kind }) => kind === 'kept')).toEqual([expect.objectContaining({ on: '2027-03-05' })]);
  });

  it('is not for those who may not know of the case', async () => {
    const id = await start();
    const others = await server.as('case-handler-3');
    expect(await server.get(ViewClock).of(others, id)).toBeUndefined();
    expect(refusal(await change.stop(id, 'case-handler-3')).code).toBe('instance-unknown');
  });
});
