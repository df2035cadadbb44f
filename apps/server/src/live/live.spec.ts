import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LiveChange } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { eventually, freePort } from '../../../../test/support/throw-away.ts';
import { createApp } from '../create-app.ts';
import { People, personTable, roleAssignmentTable } from '../identity/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ClaimTask } from '../tasks/index.ts';
import type { NestExpressApplication } from '@nestjs/platform-express';

const review = smallModel('review', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]);

/** What one person hears. */
class Listener {
  readonly events: { readonly id?: string; readonly event: string; readonly data: unknown }[] = [];
  ended = false;
  private readonly abort = new AbortController();

  static async open(url: string, headers: Record<string, string>, query = ''): Promise<Listener> {
    const listener = new Listener();
    const response = await fetch(`${url}/api/v1/live${query}`, { headers, signal: listener.abort.signal });
    if (!response.ok) throw new Error(`The stream was refused: ${response.status}`);
    void listener.read(response.body!).catch(() => undefined);
    await eventually(async () => listener.heard('beat'));
    return listener;
  }

  get changes(): LiveChange[] {
    return this.events.filter(({ event }) => event === 'changes').flatMap(({ data }) => data as LiveChange[]);
  }

  hears(topic: string, id: string): Promise<void> {
    return eventually(async () => {
      if (!this.changes.some((change) => change.topic === topic && change.id === id)) throw new Error(`No ${topic} ${id}`);
    });
  }

  heard(event: string): void {
    if (!this.events.some((each) => each.event === event)) throw new Error(`No ${event}`);
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const id = field('id');
        this.events.push({ event: field('event')!, data: JSON.parse(field('data')!), ...(id !== undefined && { id }) });
      }
    }
    this.ended = true;
  }
}

const basic = (account: string) => ({ authorization: `Basic ${Buffer.from(`${account}:demo`).toString('base64')}` });

describe.each(databaseNames)('Live events on %s', (name) => {
  let system: DatabaseSystem;
  let app: NestExpressApplication;
  let server: PlayServer;
  let url: string;
  let listeners: Listener[] = [];
  let config: Awaited<ReturnType<DatabaseSystem['newConfig']>>;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    config = await system.newConfig({ GAITA_MODE: 'demo', PORT: String(await freePort()) });
    server = await PlayServer.start(config);
    app = server.app as NestExpressApplication;
    await app.listen(config.port, config.host);
    url = config.publicUrl;
    await server.deploy(review);
    await server.deploy(smallModel('measuring', [userTask('measure', 'partner')]));
  });
  afterEach(() => {
    for (const listener of listeners) listener.close();
    listeners = [];
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const listen = async (headers: Record<string, string>, query = '', at = url) => {
    const listener = await Listener.open(at, headers, query);
    listeners.push(listener);
    return listener;
  };
  const claim = async (taskId: string, account: string) =>
    accepted(await server.get(ClaimTask).run(server.command(account), await server.as(account), taskId));
  const signIn = async (account: string) => {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: 'demo' }),
    });
    const cookie = response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    return { cookie };
  };

  it('tell who may know of a task that somebody else took it, and nobody in another institution', async () => {
    const instanceId = await server.start('review');
    const { id, taskId } = await server.task(instanceId);
    const colleague = await listen(basic('case-handler-2'));
    const stranger = await listen(basic('case-handler-3'));
    await claim(taskId, 'case-handler-1');
    await colleague.hears('task', id);
    await colleague.hears('case', instanceId);
    accepted(await server.complete(taskId, 'case-handler-1'));
    await colleague.hears('task', (await server.task(instanceId)).id);
    expect(stranger.changes).toEqual([]);
    const said = JSON.stringify(colleague.events);
    expect(said).not.toContain('case-handler-1');
  });

  it('tell somebody from outside that a task offered to them was taken by another, and no more of it', async () => {
    const partner = await listen(basic('partner-1'));
    const { id, taskId } = await server.task(await server.start('measuring'));
    await partner.hears('task', id);
    partner.events.length = 0;
    await claim(taskId, 'partner-2');
    await partner.hears('task', id);
    expect(partner.changes).toEqual([{ topic: 'task', id }]);
  });

  it('are so many for one person as nobody has windows', async () => {
    const headers = basic('lawyer-1');
    for (let count = 0; count < 40; count++) await listen(headers);
    await expect(listen(headers)).rejects.toThrow('503');
    await listen(basic('lawyer-2'));
    listeners[0]!.close();
    await eventually(async () => void (await listen(headers)));
  });

  it('go on after an interruption where they were left, and say when that cannot be', async () => {
    const first = await listen(basic('case-handler-2'));
    const one = await server.start('review');
    await first.hears('case', one);
    const last = first.events.findLast(({ id }) => id !== undefined)!.id!;
    first.close();
    const two = await server.start('review');
    const again = await listen({ ...basic('case-handler-2'), 'last-event-id': last });
    await again.hears('case', two);
    expect(again.changes.some(({ id }) => id === one)).toBe(false);
    const lost = await listen(basic('case-handler-2'), '?last=other.7');
    await eventually(async () => lost.heard('reload'));
  });

  it('end at once with the session', async () => {
    const session = await signIn('case-handler-2');
    const other = await signIn('case-handler-2');
    const [ending, staying] = [await listen(session), await listen(other)];
    const before = performance.now();
    await fetch(`${url}/api/v1/session`, { method: 'DELETE', headers: { ...session, origin: url } });
    await eventually(async () => ending.heard('end'));
    // Not with the next beat only.
    expect(performance.now() - before).toBeLessThan(5_000);
    await eventually(async () => {
      if (!ending.ended) throw new Error('still open');
    });
    expect(staying.ended).toBe(false);
  });

  it('narrow at once when a role is revoked, and end when the account is closed', async () => {
    const person = (await server.get(People).byAccount('lawyer-2'))!;
    const listener = await listen(basic('lawyer-2'));
    const [held] = await server.database.reader.find(roleAssignmentTable, 'person_id = ?', [person.id]);
    const change = async (changes: RowChanges) =>
      server.get(Committer).commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });

    const revoked = new RowChanges();
    revoked.update(roleAssignmentTable, held!.id, { validTo: server.clock.now() });
    revoked.update(personTable, person.id, { revision: person.revision + 1 });
    await change(revoked);
    const instanceId = await server.start('review');
    await listener.hears('session', 'lawyer-2');
    const witness = await listen(basic('case-handler-2'));
    await claim((await server.task(instanceId)).taskId, 'case-handler-1');
    await witness.hears('case', instanceId);
    expect(listener.changes.filter(({ topic }) => topic !== 'session')).toEqual([]);

    const closed = new RowChanges();
    closed.update(personTable, person.id, { active: false, revision: person.revision + 2 });
    const before = performance.now();
    await change(closed);
    await eventually(async () => listener.heard('end'));
    // Not with the next beat only.
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('reach the readers of another replica without Redis', async () => {
    if (name === 'SQLite') return;
    const port = await freePort();
    const second = await createApp({ config: Object.assign(Object.create(config), { port }), clock: server.clock, quiet: true });
    try {
      await second.listen(port, config.host);
      const listener = await listen(basic('case-handler-2'), '', `http://127.0.0.1:${port}`);
      const instanceId = await server.start('review');
      await listener.hears('case', instanceId);
    } finally {
      for (const listener of listeners) listener.close();
      await second.close();
    }
  });
});
