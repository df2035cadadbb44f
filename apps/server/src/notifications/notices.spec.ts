import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import type { ReceivedMail } from '../../../../test/support/start-smtp.ts';
import { startSmtp } from '../../../../test/support/start-smtp.ts';
import { personTable } from '../identity/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { TaskRow } from '../tasks/index.ts';
import { ClaimTask } from '../tasks/index.ts';
import { NoticeSubjects } from './notice-subjects.ts';
import { mailsAnHour, OutgoingNotices } from './outgoing-notices.ts';
import { SendNotices } from './send-notices.ts';
import { SweepNotices } from './sweep-notices.ts';
import { outgoingNoticeTable, plannedNoticeTable } from './tables.ts';

const models = {
  look: smallModel('look', [userTask('inspect', 'case-handler')]),
  soon: smallModel('soon', [userTask('decide', 'decision-maker', 'gaita:due="10 days"')]),
  escalates: smallModel('escalates', [
    userTask('decide', 'decision-maker', 'gaita:due="10 days" gaita:escalate="top-management"'),
  ]),
};

const startTeams = async () => {
  const cards: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      cards.push(body);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/hook`, cards, stop: () => new Promise((resolve) => server.close(resolve)) };
};

describe.each(databaseNames)('Notices on %s', (name) => {
  let system: DatabaseSystem;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let teams: Awaited<ReturnType<typeof startTeams>>;
  let server: PlayServer;
  let seen = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    smtp = await startSmtp();
    teams = await startTeams();
    server = await PlayServer.start(
      await system.newConfig({
        GAITA_MODE: 'demo',
        SMTP_URL: smtp.url,
        TEAMS_WEBHOOK_URL: teams.url,
        PUBLIC_URL: 'https://gaita.example.org',
      }),
    );
    for (const model of Object.values(models)) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await smtp?.stop();
    await teams?.stop();
    await system?.stop();
  });
  beforeEach(async () => {
    // nobody's mails of the last hour stand in the way of the next scenario
    server.clock.advance(30 * day);
    await server.get(SweepNotices).run();
    server.clock.advance(2 * hour);
    await server.get(SweepNotices).run();
    seen = smtp.mails.length;
  });

  const sweep = () => server.get(SweepNotices).run();
  const newMails = () => smtp.mails.slice(seen);
  const to = (mails: readonly ReceivedMail[]) => mails.flatMap((mail) => mail.to).sort();
  const decoded = ({ source }: ReceivedMail) =>
    source
      .replace(/=\r\n/g, '')
      .replace(/=\?UTF-8\?[QB]\?[^?]*\?=/gi, 'encoded-subject')
      .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
  const messageId = ({ source }: ReceivedMail) => /^Message-ID: (.*)$/im.exec(source)?.[1];

  it('a new task is told of to those to whom it is offered, a minute later, each in their language, without personal data', async () => {
    const id = await server.start('look', { applicant: 'Anna Bērziņa' }, 'admin', 'Anna Bērziņa 1');
    const task = await server.task(id);
    await sweep();
    expect(newMails()).toEqual([]);
    server.clock.advance(60_000);
    await sweep();
    expect(to(newMails())).toEqual(['case-handler-1@example.org', 'case-handler-2@example.org']);
    const [mail] = newMails().map(decoded);
    expect(mail).toContain(`https://gaita.example.org/tasks/${task.taskId}`);
    expect(mail).toContain('Uzdevums: inspect');
    expect(mail).toContain('Jauns uzdevums gaida');
    expect(mail).not.toContain('Bērziņa');
    await sweep();
    expect(newMails()).toHaveLength(2);
  });

  it('nobody hears of a task that was taken meanwhile', async () => {
    const task = await server.task(await server.start('look', {}, 'admin'));
    const clerk = await server.as('case-handler-1');
    accepted(await server.get(ClaimTask).run(server.command(clerk.account), clerk, task.taskId));
    server.clock.advance(61_000);
    await sweep();
    expect(newMails()).toEqual([]);
  });

  it('who left hears of nothing, nor does who brought it about', async () => {
    const closed = (await server.database.reader.findOne(personTable, 'account = ?', ['case-handler-2']))!;
    const set = async (active: boolean) => {
      const row = (await server.database.reader.byId(personTable, closed.id))!;
      const changes = new RowChanges();
      const guard = changes.revise(personTable, row, { active });
      const command = server.command();
      await server.get(Committer).run(command, async () => ({
        guards: [guard],
        changes: changes.list(),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      }));
    };
    await server.start('look', {}, 'case-handler-1');
    await server.start('look', {}, 'admin');
    await set(false);
    server.clock.advance(61_000);
    await sweep();
    await set(true);
    expect(to(newMails())).toEqual(['case-handler-1@example.org']);
  });

  it('who holds a task is reminded when most of its time has passed; when it is overdue the department head hears of it too', async () => {
    const started = await server.start('soon', {}, 'admin');
    const task = await server.task(started);
    const decider = await server.as('decision-maker-1');
    accepted(await server.get(ClaimTask).run(server.command(decider.account), decider, task.taskId));
    server.clock.advance(Math.round((task.dueAt! - server.clock.now()) * 0.79));
    await sweep();
    expect(newMails()).toEqual([]);
    server.clock.advance(Math.round((task.dueAt! - server.clock.now()) * 0.1));
    await sweep();
    expect(to(newMails())).toEqual(['decision-maker-1@example.org']);
    expect(decoded(newMails()[0]!)).toContain('Lielākā daļa šī uzdevuma laika ir pagājusi');
    seen = smtp.mails.length;
    server.clock.set(task.dueAt! + 1);
    await sweep();
    expect(to(newMails())).toEqual([
      'decision-maker-1@example.org',
      'department-head-1@example.org',
      'department-head-2@example.org',
    ]);
    seen = smtp.mails.length;
    server.clock.advance(day);
    await sweep();
    expect(newMails()).toEqual([]);
  });

  it('the role that the model names hears of an overdue task instead', async () => {
    const task = await server.task(await server.start('escalates', {}, 'admin'));
    server.clock.set(task.dueAt! + 1);
    await sweep();
    expect(to(newMails())).toContain('top-management-1@example.org');
    expect(to(newMails())).not.toContain('department-head-1@example.org');
  });

  it('many notices come in one mail, and in an hour no more than a few mails', async () => {
    for (let round = 0; round < mailsAnHour + 3; round++) await server.start('look', {}, 'admin');
    server.clock.advance(61_000);
    await sweep();
    expect(to(newMails())).toEqual(['case-handler-1@example.org', 'case-handler-2@example.org']);
    expect(decoded(newMails()[0]!)).toContain(`${mailsAnHour + 3} ziņojumi par Jūsu darbu`);
    for (let round = 0; round < mailsAnHour; round++) {
      await server.start('look', {}, 'admin');
      server.clock.advance(61_000);
      await sweep();
    }
    const mine = () => newMails().filter((mail) => mail.to.includes('case-handler-1@example.org')).length;
    expect(mine()).toBe(mailsAnHour);
    server.clock.advance(hour);
    await sweep();
    expect(mine()).toBe(mailsAnHour + 1);
  });

  it('a mail that was not taken goes again, later, as the same message', async () => {
    await server.start('look', {}, 'admin');
    smtp.answer(false);
    server.clock.advance(61_000);
    await sweep();
    expect(newMails()).toEqual([]);
    const waiting = await server.database.reader.find(outgoingNoticeTable, "state = 'waiting' AND channel = 'mail'");
    expect(waiting.map(({ tries, mail, id }) => ({ tries, decided: mail === id }))).toEqual([
      { tries: 1, decided: true },
      { tries: 1, decided: true },
    ]);
    smtp.answer(true);
    server.clock.advance(10_000);
    await sweep();
    expect(newMails()).toEqual([]);
    server.clock.advance(30_000);
    await sweep();
    expect(newMails().map(messageId).sort()).toEqual(waiting.map(({ id }) => `<${id}@gaita.example.org>`).sort());
  });

  it('a mail that was sent before a crash goes again under the same id', async () => {
    await server.start('look', {}, 'admin');
    server.clock.advance(61_000);
    await sweep();
    const first = newMails().map(messageId).sort();
    const sent = await server.database.reader.find(outgoingNoticeTable, "state = 'sent' AND channel = 'mail'", [], {
      orderBy: 'sent_at DESC, id',
      limit: 2,
    });
    const changes = new RowChanges();
    const guards = sent.map((row) =>
      changes.revise(outgoingNoticeTable, row, { state: 'waiting', sentAt: null, claimedUntil: 0 }),
    );
    const command = server.command();
    await server.get(Committer).run(command, async () => ({
      guards,
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
    await sweep();
    expect(newMails().slice(2).map(messageId).sort()).toEqual(first);
  });

  it('what another replica took over, as sending took too long, goes out once', async () => {
    await server.start('look', {}, 'admin');
    server.clock.advance(61_000);
    const outgoing = server.get(OutgoingNotices);
    const claim = outgoing.claim.bind(outgoing);
    const slowly = async () => {
      outgoing.claim = claim;
      const claimed = await claim();
      server.clock.advance(61_000);
      expect(await server.get(SendNotices).run()).toBeGreaterThan(1);
      return claimed;
    };
    outgoing.claim = slowly;
    await sweep();
    expect(to(newMails())).toEqual(['case-handler-1@example.org', 'case-handler-2@example.org']);

    // the same of mails that go for the second time
    await server.start('look', {}, 'admin');
    server.clock.advance(61_000);
    smtp.answer(false);
    await sweep();
    smtp.answer(true);
    server.clock.advance(61_000);
    outgoing.claim = slowly;
    await sweep();
    expect(newMails()).toHaveLength(4);
  });

  it('a notice that somebody else took over, or that cannot be looked at, holds up none of those looked at with it', async () => {
    const tasks: TaskRow[] = [];
    for (let count = 0; count < 3; count++) tasks.push(await server.task(await server.start('look', {}, 'admin')));
    const [takenOver, broken, fine] = tasks;
    server.clock.advance(61_000);
    const subjects = server.get(NoticeSubjects);
    const look = subjects.look.bind(subjects);
    subjects.look = async (notice) => {
      if (notice.taskId === broken?.id) throw new Error('the subject is not there to be looked at');
      if (notice.taskId === takenOver?.id) await takeOver(notice.taskId);
      return look(notice);
    };
    const outgoing = () => server.database.reader.find(outgoingNoticeTable, 'task_id IN (?)', [tasks.map(({ id }) => id)]);
    try {
      await sweep();
      expect([...new Set((await outgoing()).map(({ taskId }) => taskId))]).toEqual([fine?.id]);
    } finally {
      subjects.look = look;
    }
    // they come again
    server.clock.advance(61_000);
    await sweep();
    expect(new Set((await outgoing()).map(({ taskId }) => taskId)).size).toBe(3);
  });
  const takeOver = async (taskId: string): Promise<void> => {
    const [row] = await server.database.reader.find(plannedNoticeTable, 'task_id = ?', [taskId]);
    const changes = new RowChanges();
    const plan = { guards: [changes.revise(plannedNoticeTable, row!, { tries: 1 })], changes: changes.list(), afterCommit: [] };
    const command = server.command();
    expect(await server.get(Committer).commit({ ...plan, commands: [{ command, answer: null }], answer: null })).toBe(
      'committed',
    );
  };

  it('the channel in Teams gets a card with the way to the task', async () => {
    const before = teams.cards.length;
    const task = await server.task(await server.start('look', { applicant: 'Anna Bērziņa' }, 'admin'));
    server.clock.advance(61_000);
    await sweep();
    const [card, ...more] = teams.cards.slice(before).map((text) => JSON.parse(text) as { attachments: { content: object }[] });
    expect(more).toEqual([]);
    expect(card?.attachments[0]?.content).toMatchObject({
      type: 'AdaptiveCard',
      body: expect.arrayContaining([expect.objectContaining({ text: 'Jauns uzdevums: inspect' })]),
      actions: [{ type: 'Action.OpenUrl', url: `https://gaita.example.org/tasks/${task.taskId}` }],
    });
    expect(JSON.stringify(card)).not.toContain('Bērziņa');
  });

  it('nothing stays planned when it was looked at', async () => {
    const late = await server.database.reader.count(plannedNoticeTable, 'not_before <= ?', [server.clock.now()]);
    expect(late).toBe(0);
  });
});
