import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { StartProcess } from '../instances/index.ts';
import { Intake } from '../instances/intake.ts';
import { CorrelateMessage } from '../messages/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import { ViewClock } from './view-clock.ts';

const permit = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" id="d" targetNamespace="urn:t">
<message id="m" name="supplemented"/>
<process id="permit" isExecutable="true" gaita:due="legal: administrative-act" gaita:received="receivedOn">
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
  <userTask id="check" camunda:candidateGroups="case-handler"/><sequenceFlow id="f2" sourceRef="check" targetRef="await"/>
  <receiveTask id="await" messageRef="m"/><sequenceFlow id="f3" sourceRef="await" targetRef="guess"/>
  <scriptTask id="guess" scriptFormat="feel" camunda:resultVariable="receivedOn"><script>"2027-12-31"</script></scriptTask><sequenceFlow id="f4" sourceRef="guess" targetRef="decide"/>
  <userTask id="decide" camunda:candidateGroups="case-handler"/><sequenceFlow id="f5" sourceRef="decide" targetRef="end"/><endEvent id="end"/>
</process></definitions>`;

describe.each(databaseNames)('The day of receipt on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    const clock = new VirtualClock(Date.UTC(2026, 5, 2, 9));
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }), clock);
    await server.deploy(permit);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const clerk = 'case-handler-1';
  const clockOf = async (id: string) => (await server.get(ViewClock).of(await server.as(clerk), id))!;
  const supply = (businessKey: string, variables: { readonly [name: string]: string }) =>
    server.get(CorrelateMessage).run(server.command(), {
      institution: 'dzelmes-novads',
      name: 'supplemented',
      businessKey,
      variables,
      timeToLive: 'PT0S',
      all: false,
    });

  it('is none that has not come, whether a start, a form, a message or the process itself says so', async () => {
    const tomorrow = { receivedOn: '2026-06-03' };
    const refused = { code: 'form-invalid', details: { faults: [{ field: 'receivedOn', rule: 'future' }] } };
    const ask = { processKey: 'permit', variables: tomorrow };
    expect(refusal(await server.get(StartProcess).run(server.command(clerk), await server.as(clerk), ask))).toMatchObject(
      refused,
    );

    const id = await server.start('permit', {}, clerk, 'P-1');
    const { taskId } = await server.task(id);
    expect(refusal(await server.complete(taskId, clerk, tomorrow))).toMatchObject(refused);
    expect((await server.task(id)).taskId).toBe(taskId);
    accepted(await server.complete(taskId, clerk, { receivedOn: '2026-06-02' }));

    expect(refusal(await supply('P-1', { receivedOn: '2026-06-02T22:30:00Z' }))).toMatchObject(refused);
    accepted(await supply('P-1', {}));
    expect((await server.task(id)).elementId).toBe('decide');
    expect(await server.variable(id, 'receivedOn')).toBe('2027-12-31');
    expect(await clockOf(id)).toMatchObject({ receivedOn: '2026-06-02', dueOn: '2026-07-02' });
  });

  it.each([
    { given: '2026-05-04', receivedOn: '2026-05-04', dueOn: '2026-06-04' },
    { given: '2026-06-03', receivedOn: '2026-06-02', dueOn: '2026-07-02' },
    { given: 'soon', receivedOn: '2026-06-02', dueOn: '2026-07-02' },
    { given: undefined, receivedOn: '2026-06-02', dueOn: '2026-07-02' },
  ])(
    'gives the term before the start as the case will have it: received $given → $dueOn',
    async ({ given, receivedOn, dueOn }) => {
      const intake = await server.get(Intake).of(await server.as(clerk), 'permit', given);
      expect(intake).toMatchObject({ received: 'receivedOn', term: { receivedOn, dueOn } });
      const id = await server.start('permit', { receivedOn }, clerk);
      expect((await clockOf(id)).dueOn).toBe(dueOn);
    },
  );
});
