import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import type { Actor } from '../identity/index.ts';
import { eventually } from '../../../../test/support/throw-away.ts';
import { Announcements } from '../platform/announcements/announcements.ts';
import { planOf, thing, thingTable } from '../platform/testing/things.ts';
import { LiveHub } from './live-hub.ts';
import { LiveReader } from './live-reader.ts';
import { LiveStream } from './live-stream.ts';
import type { ChangedFacts, WhoMayKnow } from './who-may-know.ts';

class Connection extends EventEmitter {
  readonly written: string[] = [];
  status = () => this;
  setHeader = () => this;
  flushHeaders = () => undefined;
  write = (text: string) => this.written.push(text) > 0;
  end = () => this.emit('close');
}

/** Tells whoever asks of every case that changed, and counts how often it had to look. */
class EverybodyMayKnow {
  looked = 0;

  async facts({ cases }: { readonly cases: readonly string[] }): Promise<ChangedFacts> {
    this.looked++;
    return { tasks: [], endedTasks: [], cases: cases.map((id) => ({ id, institution: 'town' })), jobs: [] };
  }

  async told(_: Actor, { cases }: ChangedFacts) {
    return cases.map(({ id }) => ({ topic: 'case', id }));
  }
}

describe('The hub of live events', () => {
  let announcements: Announcements;
  let who: EverybodyMayKnow;
  let hub: LiveHub;
  beforeEach(() => {
    announcements = new Announcements(() => 'a');
    who = new EverybodyMayKnow();
    hub = new LiveHub(announcements, who as unknown as WhoMayKnow, { next: () => 'boot', prefix: () => 'p' });
    hub.onApplicationBootstrap();
  });
  afterEach(() => hub.onModuleDestroy());

  const change = (id: string) => {
    const plan = { ...planOf(null, (changes) => changes.insert(thingTable, thing(id))), instanceId: id };
    const announcement = announcements.of(plan);
    if (announcement) announcements.committed(announcement);
  };
  const join = (last?: string) => {
    const connection = new Connection();
    const actor = { personId: 'p', account: 'anna' } as Actor;
    hub.join(new LiveReader(actor, new LiveStream(connection as unknown as Response), async () => actor), last);
    return connection;
  };
  const heardBy = (connection: Connection) =>
    connection.written.filter((text) => !text.includes('event: beat')).map((text) => text.trim().split('\n'));
  const heard = async (connection: Connection) => {
    await eventually(async () => {
      if (heardBy(connection).length === 0) throw new Error('nothing heard yet');
    });
    return heardBy(connection);
  };

  it('looks nothing up while nobody listens', async () => {
    change('case-1');
    await pause(120);
    expect(who.looked).toBe(0);
    const connection = join();
    await pause(120);
    expect(heardBy(connection)).toEqual([]);
    change('case-2');
    expect(await heard(connection)).toEqual([['id: boot.2', 'event: changes', 'data: [{"topic":"case","id":"case-2"}]']]);
  });

  it('tells who comes back what came while nobody listened', async () => {
    const first = join();
    change('case-1');
    expect(await heard(first)).toHaveLength(1);
    first.emit('close');
    change('case-2');
    change('case-3');
    await pause(120);
    expect(who.looked).toBe(1);
    expect(await heard(join('boot.1'))).toEqual([
      ['id: boot.2', 'event: changes', 'data: [{"topic":"case","id":"case-2"},{"topic":"case","id":"case-3"}]'],
    ]);
  });

  it('keeps no more names than it would tell', async () => {
    const first = join();
    change('case-0');
    await heard(first);
    first.emit('close');
    for (let at = 0; at < 3_000; at++) change(`case-${at}`);
    await pause(120);
    expect(await heard(join('boot.1'))).toEqual([['id: boot.2', 'event: reload', 'data: null']]);
    expect(who.looked).toBe(1);
  });
});
