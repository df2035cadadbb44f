import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { externalTask, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { startSmtp } from '../../../../test/support/start-smtp.ts';
import { incidentTable } from '../jobs/index.ts';
import { ServiceRegistry } from './registry.ts';
import { noticeTable, serviceIndicatorTable } from './tables.ts';

const inputs = (values: Readonly<Record<string, string>>) =>
  `<extensionElements><camunda:inputOutput>${Object.entries(values)
    .map(([name, value]) => `<camunda:inputParameter name="${name}">${value}</camunda:inputParameter>`)
    .join('')}</camunda:inputOutput></extensionElements>`;

const models = {
  stage: smallModel('stage', [
    externalTask(
      'enter',
      'gaita.service-stage',
      inputs({ serviceId: '= serviceId', stage: '= stage', name: '= name', manager: '= manager' }),
    ),
  ]),
  intake: smallModel('intake', [externalTask('open', 'gaita.intake', inputs({ serviceId: '= serviceId', open: '= open' }))]),
  letter: smallModel('letter', [externalTask('send', 'gaita.mail', inputs({ to: '= to', subject: 'Decision', text: '= text' }))]),
  notify: smallModel('notify', [
    externalTask(
      'tell',
      'gaita.notify',
      inputs({
        role: 'finance',
        subject: 'A plan waits',
        text: 'Please look at it.',
        texts: '= { lv: { subject: "Plāns gaida", text: "Lūdzu, apskatiet." } }',
      }),
    ),
  ]),
  collect: smallModel('collect', [
    externalTask('measure', 'gaita.indicators', inputs({ serviceId: '= serviceId' })),
    userTask('review', 'service-manager'),
  ]),
  permits: smallModel('permits', [userTask('decide', 'case-handler', 'gaita:due="P1D"')]),
};

describe.each(databaseNames)('Built-in topics on %s', (name) => {
  let system: DatabaseSystem;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let server: PlayServer;
  let silent: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    smtp = await startSmtp();
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo', SMTP_URL: smtp.url }));
    silent = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of Object.values(models)) {
      await server.deploy(model);
      await silent.deploy(model);
    }
  });
  afterAll(async () => {
    await server?.stop();
    await silent?.stop();
    await smtp?.stop();
    await system?.stop();
  });

  const institution = 'dzelmes-novads';
  const outcome = async (on: PlayServer, instanceId: string) => (await on.history(instanceId)).outcome;
  const notices = (on: PlayServer, instanceId: string) => on.database.reader.find(noticeTable, 'instance_id = ?', [instanceId]);
  const run = async (on: PlayServer, ...start: Parameters<PlayServer['start']>) => {
    const instanceId = await on.start(...start);
    await on.doJobs();
    return instanceId;
  };

  it('gaita.service-stage enters a service, then changes it', async () => {
    const registry = server.get(ServiceRegistry);
    await run(server, 'stage', { serviceId: 'parking', stage: 'planned', name: 'Parking permit', manager: 'service-manager-1' });
    expect(await registry.find(institution, 'parking')).toMatchObject({
      stage: 'planned',
      names: { en: 'Parking permit' },
      manager: 'service-manager-1',
      intakeOpen: false,
    });
    await run(server, 'stage', { serviceId: 'parking', stage: 'live', name: null, manager: null });
    await run(server, 'intake', { serviceId: 'parking', open: true });
    expect(await registry.find(institution, 'parking')).toMatchObject({
      stage: 'live',
      names: { en: 'Parking permit' },
      manager: 'service-manager-1',
      intakeOpen: true,
    });
    await run(server, 'stage', { serviceId: 'parking', stage: 'retired' });
    expect(await registry.find(institution, 'parking')).toMatchObject({ stage: 'retired', intakeOpen: false });
  });

  it('a wrong input ends as an incident that says what is wrong', async () => {
    const instanceId = await run(server, 'stage', { serviceId: 'parking', stage: 'asleep' });
    for (let attempt = 0; attempt < 2; attempt++) {
      server.clock.advance(hour);
      await server.doJobs();
    }
    const [incident] = await server.database.reader.find(incidentTable, 'instance_id = ?', [instanceId]);
    expect(incident?.message).toContain('no stage "asleep"');
  });

  it('gaita.mail sends a message to each address, and keeps what was sent', async () => {
    const before = smtp.mails.length;
    const instanceId = await run(server, 'letter', { to: 'anna@example.org, janis@example.org', text: 'It is granted.' });
    expect(await outcome(server, instanceId)).toBe('completed');
    const sent = smtp.mails.slice(before);
    expect(sent.map(({ to }) => to)).toEqual([['anna@example.org'], ['janis@example.org']]);
    expect(sent[0]?.source).toContain('It is granted.');
    expect(await notices(server, instanceId)).toMatchObject([{ mail: 'sent', subject: 'Decision', body: 'It is granted.' }]);
  });

  it('gaita.mail tries again while the mail server refuses, under the same message id', async () => {
    const before = smtp.mails.length;
    smtp.answer(false);
    const instanceId = await run(server, 'letter', { to: 'anna@example.org', text: 'Later.' });
    expect(await outcome(server, instanceId)).toBeNull();
    expect(await notices(server, instanceId)).toMatchObject([{ mail: 'pending' }]);
    smtp.answer(true);
    server.clock.advance(hour);
    await server.doJobs();
    expect(await outcome(server, instanceId)).toBe('completed');
    expect(smtp.mails).toHaveLength(before + 1);
    expect(await notices(server, instanceId)).toMatchObject([{ mail: 'sent' }]);
    const [notice] = await notices(server, instanceId);
    expect(smtp.mails.at(-1)?.source).toContain(`Message-ID: <${notice!.id}.0@`);
  });

  it('gaita.notify writes to the people of a role in their language, and keeps nothing open', async () => {
    const before = smtp.mails.length;
    const instanceId = await run(server, 'notify');
    expect(await outcome(server, instanceId)).toBe('completed');
    const [mail, ...more] = smtp.mails.slice(before);
    expect(more).toEqual([]);
    expect([...mail!.to].sort()).toEqual(['finance-1@example.org', 'finance-2@example.org']);
    expect(mail!.source).toContain('L=C5=ABdzu, apskatiet.');
    expect(await notices(server, instanceId)).toMatchObject([
      { role: 'finance', subject: 'A plan waits', texts: { lv: { subject: 'Plāns gaida' } }, mail: 'sent' },
    ]);
  });

  it('without a mail server a notice is kept as not sent, and the case goes on', async () => {
    const sent = [await run(silent, 'notify'), await run(silent, 'letter', { to: 'anna@example.org', text: 'Hello' })];
    for (const instanceId of sent) {
      expect(await outcome(silent, instanceId)).toBe('completed');
      expect(await notices(silent, instanceId)).toMatchObject([{ mail: 'not-configured' }]);
    }
  });

  it('gaita.indicators counts the cases of the month', async () => {
    await server.get(ServiceRegistry).change(institution, 'permits-service', () => ({ processKey: 'permits' }));
    const long = await server.start('permits');
    server.clock.advance(10 * day);
    const short = await server.start('permits');
    server.clock.advance(2 * day);
    await server.start('permits');
    for (const instanceId of [long, short])
      accepted(await server.complete((await server.task(instanceId)).taskId, 'case-handler-1'));
    server.clock.advance(3 * day);
    await server.start('permits');
    const review = await run(server, 'collect', { serviceId: 'permits-service' });
    const counted = { openCases: 2, finishedCases: 2, overdueTasks: 1, medianDays: 7 };
    expect(await server.variable(review, 'indicators')).toEqual(counted);
    server.clock.advance(60 * day);
    const later = await run(server, 'collect', { serviceId: 'permits-service' });
    expect(await server.variable(later, 'indicators')).toEqual({
      openCases: 2,
      finishedCases: 0,
      overdueTasks: 2,
      medianDays: null,
    });
    expect(await server.database.reader.count(serviceIndicatorTable, "service_key = 'permits-service'")).toBe(2);
  });
});
