import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { InboxReading } from './inbox-reading.ts';
import { ShowInbox } from './show-inbox.ts';

describe('The view of work for somebody who is away', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await stage.server.deploy(smallModel('theirs', [userTask('do', 'case-handler')]));
    await stage.server.deploy(smallModel('own', [userTask('do', 'lawyer')]));
    await stage.server.deploy(smallModel('of-both', [userTask('do', 'lawyer,case-handler')]));
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  it('shows what they hold and what is offered to them, not what is offered to oneself too, however many tasks there are', async () => {
    const { server } = stage;
    for (const key of ['theirs', 'own', 'of-both']) await server.start(key, {}, 'admin', `offered ${key}`);
    const held = await server.start('theirs', {}, 'admin', 'held');
    accepted(await stage.claim((await server.task(held)).taskId, 'case-handler-1'));
    await stage.absent('case-handler-1', 'lawyer-1');
    const reading = server.get(InboxReading);
    const { few } = reading;
    const shown = async (account: string) => {
      const page = { view: 'substitute' as const, limit: 50, offset: 0 };
      const { items } = accepted(await server.get(ShowInbox).page(await server.as(account), page));
      return items.map(({ businessKey }) => businessKey).sort();
    };
    try {
      for (reading.few of [few, 0]) expect(await shown('lawyer-1')).toEqual(['held', 'offered theirs']);
    } finally {
      reading.few = few;
    }
    expect(await shown('lawyer-2')).toEqual([]);
  });
});
