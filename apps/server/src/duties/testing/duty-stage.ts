import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { PlayServer, accepted } from '../../../../../test/support/play-server.ts';
import type { RoleKey } from '@gaita/contracts';
import { absenceTable, personTable, roleAssignmentTable } from '../../identity/index.ts';
import { Committer } from '../../platform/committer.ts';
import type { Config } from '../../platform/config.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { ClaimTask } from '../../tasks/index.ts';
import type { DutyAct } from '../duties.ts';
import { Duties } from '../duties.ts';

const day = 86_400_000;
let made = 0;

/** The whole server with people whose roles a test mixes as no registry would. */
export class DutyStage {
  static async start(config: Config): Promise<DutyStage> {
    return new DutyStage(await PlayServer.start(config));
  }

  readonly server: PlayServer;

  private constructor(server: PlayServer) {
    this.server = server;
  }

  /** Enters a role without asking anybody: as it stands after an import, or before a pair was added. */
  async giveRole(
    account: string,
    role: RoleKey,
    service: string | null = null,
    place: { readonly institution?: string; readonly unit?: string } = {},
  ): Promise<void> {
    await this.change(account, (changes, { id, institution }) =>
      changes.insert(roleAssignmentTable, {
        id: `given-${process.pid}-${++made}`,
        personId: id,
        role,
        institution,
        unit: null,
        service,
        validFrom: 0,
        validTo: null,
        revision: 1,
        ...place,
      }),
    );
  }

  async takeRole(account: string, role: RoleKey): Promise<void> {
    const { id } = await this.person(account);
    const rows = await this.server.database.reader.find(roleAssignmentTable, 'person_id = ? AND role = ?', [id, role]);
    await this.change(account, (changes) => rows.forEach((row) => changes.delete(roleAssignmentTable, row.id)));
  }

  /** Somebody is away from now on for a day, and the other one stands in. */
  async absent(account: string, substitute: string): Promise<void> {
    const now = this.server.clock.now();
    const { id: substituteId } = await this.person(substitute);
    await this.change(account, (changes, { id }) =>
      changes.insert(absenceTable, {
        id: `away-${process.pid}-${++made}`,
        personId: id,
        substituteId,
        startsAt: now,
        endsAt: now + day,
        kind: 'leave',
        announcedBy: 'admin',
        announcedAt: now,
        revokedAt: null,
        revision: 1,
      }),
    );
    await this.change(substitute, () => undefined);
  }

  /** The absences are over. */
  async back(): Promise<void> {
    this.server.clock.advance(2 * day);
  }

  async claim(taskId: string, account: string, reason?: string) {
    return this.server.get(ClaimTask).run(this.server.command(account), await this.server.as(account), taskId, reason);
  }

  async check(asker: string, act: DutyAct) {
    return this.server.get(Duties).check(await this.server.as(asker), act);
  }

  post(account: string, path: string, body: object = {}) {
    return request((this.server.app as NestExpressApplication).getHttpServer())
      .post(path)
      .auth(account, 'demo')
      .send(body);
  }

  put(account: string, path: string, body: object) {
    return request((this.server.app as NestExpressApplication).getHttpServer())
      .put(path)
      .auth(account, 'demo')
      .send(body);
  }

  get(account: string, path: string) {
    return request((this.server.app as NestExpressApplication).getHttpServer())
      .get(path)
      .auth(account, 'demo');
  }

  remove(account: string, path: string) {
    return request((this.server.app as NestExpressApplication).getHttpServer())
      .delete(path)
      .auth(account, 'demo');
  }

  /** The open task at the element. */
  async taskAt(instanceId: string, elementId: string) {
    const task = (await this.server.tasks(instanceId)).find((each) => each.elementId === elementId);
    if (!task) throw new Error(`No open task at ${elementId}`);
    return task;
  }

  async complete(instanceId: string, elementId: string, account: string): Promise<void> {
    accepted(await this.server.complete((await this.taskAt(instanceId, elementId)).taskId, account));
  }

  private async person(account: string) {
    return (await this.server.database.reader.findOne(personTable, 'account = ?', [account]))!;
  }

  private async change(account: string, change: (changes: RowChanges, person: { id: string; institution: string }) => void) {
    const person = await this.person(account);
    const changes = new RowChanges();
    const guard = changes.revise(personTable, person, {});
    change(changes, person);
    const plan = { guards: [guard], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    if ((await this.server.get(Committer).commit(plan)) === 'lost') throw new Error(`${account} was changed meanwhile`);
  }
}
