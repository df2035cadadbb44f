import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NoticeKind } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { startSmtp } from '../../../../test/support/start-smtp.ts';
import { FindCase, WriteNotes } from '../documents/index.ts';
import { PreferencesOfPeople } from '../identity/index.ts';
import { AssignRole } from '../registry/assign-role.ts';
import { ManageAbsences } from '../registry/manage-absences.ts';
import { ManageUnits } from '../registry/manage-units.ts';
import { ShowRegistry } from '../registry/show-registry.ts';
import { ClaimTask, taskTable } from '../tasks/index.ts';
import { SweepNotices } from './sweep-notices.ts';

const look = smallModel('look', [userTask('inspect', 'case-handler')]);
const fromOutside = smallModel('outside', [userTask('consult', 'partner,case-handler')]);

describe.each(databaseNames)('Who is written to, on %s', (name) => {
  let system: DatabaseSystem;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let server: PlayServer;
  let seen = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    smtp = await startSmtp();
  });
  afterAll(async () => {
    await smtp?.stop();
    await system?.stop();
  });
  beforeEach(async () => {
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo', SMTP_URL: smtp.url }));
    for (const model of [look, fromOutside]) await server.deploy(model);
    seen = smtp.mails.length;
  });
  afterEach(() => server.stop());

  const wait = async (milliseconds = 61_000) => {
    server.clock.advance(milliseconds);
    await server.get(SweepNotices).run();
  };
  const written = () => {
    const to = smtp.mails.slice(seen).flatMap((mail) => mail.to.map((address) => address.split('@')[0]!));
    seen = smtp.mails.length;
    return to.sort();
  };
  const refuse = async (account: string, ...mailOff: NoticeKind[]) =>
    accepted(await server.get(PreferencesOfPeople).change(server.command(account), await server.as(account), { mailOff }));
  const away = async (account: string, substitute: string, from: string, to: string) =>
    accepted(
      await server
        .get(ManageAbsences)
        .announce(server.command(account), await server.as(account), { account, substitute, from, to, kind: 'leave' }),
    );
  const note = async (id: string, mentions: string[]) => {
    const author = await server.as('case-handler-1');
    const find = () => server.get(FindCase).byId(author, id);
    return accepted(await server.get(WriteNotes).add(server.command(author.account), author, find, { text: 'Look', mentions }));
  };

  it('leaves out who switched that kind of mail off, and nobody else', async () => {
    await refuse('case-handler-1', 'task-offered');
    await refuse('case-handler-2', 'task-overdue');
    await server.start('look', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-2']);
    await refuse('case-handler-1');
    await server.start('look', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2']);
  });

  it('writes to whom a note names, unless it was taken away, they read it no more, or they want no such mail', async () => {
    const id = await server.start('look', {}, 'case-handler-1');
    await note(id, ['lawyer-1', 'front-desk-1']);
    await wait(0);
    expect(written()).toEqual(['front-desk-1', 'lawyer-1']);
    await refuse('front-desk-1', 'mentioned');
    const gone = await note(id, ['lawyer-1', 'front-desk-1']);
    const author = await server.as('case-handler-1');
    accepted(await server.get(WriteNotes).setDeleted(server.command(author.account), author, gone.id, true));
    await wait(0);
    expect(written()).toEqual([]);
    await note(id, ['lawyer-1', 'front-desk-1']);
    await wait(0);
    expect(written()).toEqual(['lawyer-1']);
  });

  it('tells a substitute on the first day, and writes to them for as long as the absence lasts', async () => {
    await away('case-handler-1', 'lawyer-1', '2026-03-04', '2026-03-05');
    await wait();
    expect(written()).toEqual([]);
    await server.start('look', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2']);
    server.clock.set(Date.UTC(2026, 2, 4, 9));
    await wait(0);
    expect(written()).toEqual(['lawyer-1']);
    await server.start('look', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2', 'lawyer-1']);
    await wait(3 * day);
    written();
    await server.start('look', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2']);
  });

  it('tells nobody of an absence that was revoked', async () => {
    const { id } = await away('case-handler-1', 'lawyer-1', '2026-03-04', '2026-03-05');
    const person = await server.as('case-handler-1');
    accepted(await server.get(ManageAbsences).revoke(server.command(person.account), person, id, 1));
    await wait(3 * day);
    expect(written()).toEqual([]);
  });

  it('writes to a partner of what is offered to them, and of nothing that a colleague took meanwhile', async () => {
    const id = await server.start('outside', {}, 'admin');
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2', 'partner-1', 'partner-2']);
    const clerk = await server.as('case-handler-1');
    accepted(await server.get(ClaimTask).run(server.command(clerk.account), clerk, (await server.task(id)).taskId));
    const taken = await server.start('outside', {}, 'admin');
    accepted(await server.get(ClaimTask).run(server.command(clerk.account), clerk, (await server.task(taken)).taskId));
    await wait(2 * hour);
    expect(written()).toEqual([]);
  });

  it('writes of a task of a unit to those who hold its role there', async () => {
    const by = 'personnel-manager-1';
    const unit = async (key: string) =>
      accepted(
        await server.get(ManageUnits).add(server.command(by), await server.as(by), { names: { en: key }, parent: null } as never),
      ).id;
    const [permits, school] = [await unit('Permits'), await unit('School')];
    const { people } = accepted(await server.get(ShowRegistry).run(await server.as(by)));
    for (const [account, of] of [
      ['case-handler-1', permits],
      ['case-handler-2', school],
    ] as const) {
      const { id, revision } = people.find((each) => each.account === account)!.roles[0]!;
      accepted(await server.get(AssignRole).end(server.command(by), await server.as(by), id, revision));
      const request = { account, role: 'case-handler', unit: of };
      accepted(await server.get(AssignRole).give(server.command(by), await server.as(by), request as never));
    }
    const id = await server.start('look', {}, 'case-handler-1');
    expect((await server.database.reader.findOne(taskTable, 'instance_id = ?', [id]))!.unit).toBe(permits);
    await server.start('look', {}, 'case-handler-2');
    await wait();
    expect(written()).toEqual([]);
    const other = await server.start('look', {}, 'admin');
    expect((await server.task(other)).unit).toBeNull();
    await wait();
    expect(written()).toEqual(['case-handler-1', 'case-handler-2']);
  });
});
