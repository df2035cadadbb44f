import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { hallCheck, hallFee, hallRequest, hallVariables } from '../../../../test/support/waiting-case.ts';
import { CancelInstance } from '../instances/index.ts';
import { ListCases } from '../instances/list-cases.ts';
import { ListWaits } from './list-waits.ts';

describe.each(databaseNames)('A case as its readers see it, on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let id: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(hallCheck);
    await server.deploy(hallRequest, { 'fee.dmn': hallFee });
    id = await server.start('hall-request', hallVariables, 'case-handler-1');
    await settle(server.app);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const waits = async (account: string) => (await server.get(ListWaits).run(await server.as(account), id))!;
  const detail = async () => (await server.get(ListCases).detail(await server.as('case-handler-1'), id))!;

  it('says what it waits for beside tasks, and when timers are due', async () => {
    const found = await waits('case-handler-1');
    const dueAt = Date.UTC(2031, 0, 15, 10);
    expect(found.map(({ kind, elementId }) => `${kind} ${elementId}`).sort()).toEqual([
      'called check',
      'conditional paid',
      'data seating',
      'incident way',
      'job invoice',
      'join join',
      'message opinion',
      'signal weather',
      'timer opening',
      'timer remind',
    ]);
    const at = (elementId: string) => found.find((wait) => wait.elementId === elementId);
    expect(at('opening')).toMatchObject({ name: 'Day of the event', dueAt, count: 1 });
    expect(at('remind')).toMatchObject({ name: 'Review the request', dueAt });
    expect(at('opinion')).toMatchObject({ eventName: 'fire-service-opinion' });
    expect(at('weather')).toMatchObject({ eventName: 'storm-is-over' });
    expect(at('check')).toMatchObject({ called: { processName: 'Safety check of the hall' } });
    const { activities, called } = await detail();
    expect(at('check')?.called?.id).toBe(called[0]?.id);
    expect(activities.find((each) => each.id === at('opening')?.activityIds[0])?.elementId).toBe('opening');
  });

  it('tells the cause of an incident to administrators only', async () => {
    const incident = async (account: string) => (await waits(account)).find(({ kind }) => kind === 'incident');
    expect((await incident('admin'))?.message).toMatch(/\S/);
    expect(await incident('case-handler-1')).not.toHaveProperty('message');
  });

  it('shows each decision with its inputs and the rules that fired, by number and annotation', async () => {
    const { decisions, activities } = await detail();
    expect(decisions.map(({ decisionKey }) => decisionKey)).toEqual(['band', 'hall-fee']);
    expect(new Set(decisions.map(({ rootId }) => rootId))).toEqual(new Set([decisions[1]!.id]));
    expect(activities.find((each) => each.id === decisions[0]!.activityId)?.elementId).toBe('fee');
    expect(decisions[0]).toMatchObject({
      inputs: [{ name: 'Number of guests', value: 250 }],
      rules: [{ number: 2, annotation: 'From a hundred guests on, the fire service has to be told.' }],
    });
    expect(decisions[1]).toMatchObject({
      rules: [{ number: 2 }, { number: 3, annotation: 'Only from December to March.' }],
      outputs: [
        { what: 'Rent, large hall', euro: 1234.5 },
        { what: 'Heating', euro: 40 },
      ],
    });
  });

  it('says which step a handler of compensation undid', async () => {
    const { activities } = await detail();
    expect(activities.filter(({ undoes }) => undoes)).toMatchObject([
      { elementId: 'release', undoes: { elementId: 'book', name: 'Reserve the small hall' } },
    ]);
  });

  it('is unknown to people of other institutions, and waits for nothing when it has ended', async () => {
    const stranger = { ...(await server.as('case-handler-1')), institutions: ['elsewhere'] };
    expect(await server.get(ListWaits).run(stranger, id)).toBeUndefined();
    expect(await server.get(ListWaits).run(stranger, 'nothing')).toBeUndefined();
    await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), id, 'withdrawn');
    expect(await waits('case-handler-1')).toEqual([]);
  });
});
