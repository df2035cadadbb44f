import { Injectable } from '@nestjs/common';
import type { OpinionView, Rejection } from '@gaita/contracts';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { holdsRole, PeopleDirectory, seesOwnOnly } from '../../identity/index.ts';
import { FindCase, unknownCase } from '../../instances/index.ts';
import { Database } from '../../platform/database/database.ts';
import { id } from '../../platform/database/table.ts';
import type { TaskOpinionRow, TaskRow } from '../tables.ts';
import { taskOpinionTable } from '../tables.ts';

/** Opinions that were asked, as those see them who see the task or the case. */
@Injectable()
export class ShowOpinions {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly cases: FindCase,
    private readonly accessLog: AccessLog,
  ) {}

  /** All that were asked on an open task; of a task that asks for one, that one. The caller has looked whether it may be seen. */
  async ofTask(actor: Actor, { id: taskId, opinionOf, consulted }: TaskRow): Promise<OpinionView[]> {
    if (opinionOf === null && consulted === null) return [];
    const where = opinionOf === null ? 'task_id = ?' : 'id = ?';
    return this.views(
      own(actor, await this.database.reader.find(taskOpinionTable, where, [taskId], { orderBy: 'asked_at, id' })),
    );
  }

  /** All that were asked in a case. Rejection: `instance-unknown`. */
  async ofCase(actor: Actor, instanceId: string): Promise<{ items: OpinionView[] } | Rejection> {
    const found = await this.cases.find(actor, instanceId);
    if (!found) return unknownCase(instanceId);
    const { institution } = found;
    this.accessLog.saw(actor, { type: 'case', id: instanceId, instanceId, institution, isPart: true });
    const rows = await this.database.reader.find(taskOpinionTable, 'instance_id = ?', [instanceId], { orderBy: 'asked_at, id' });
    return { items: await this.views(own(actor, rows)) };
  }

  private async views(rows: readonly TaskOpinionRow[]): Promise<OpinionView[]> {
    if (rows.length === 0) return [];
    const names = await this.people.namesOf(
      rows.flatMap(({ account, askedBy, askedOf }) => [account, askedBy, askedOf].flatMap((each) => each ?? [])),
    );
    const open = await this.openAmong(rows.filter(({ givenAt }) => givenAt === null).map((row) => row.id));
    return rows.map((row) => view(row, open, names));
  }

  private async openAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.reader.query('SELECT id FROM task WHERE id IN (?)', [ids], { id: id() });
    return new Set(rows.map((row) => row.id));
  }
}

/** A partner sees those that they gave or were asked for. */
const own = (actor: Actor, rows: readonly TaskOpinionRow[]): TaskOpinionRow[] =>
  rows.filter(
    ({ institution, role, askedOf, account }) =>
      !seesOwnOnly(actor, institution) ||
      [askedOf, account].includes(actor.account) ||
      (role !== null && holdsRole(actor, role, institution)),
  );

function view(row: TaskOpinionRow, open: ReadonlySet<string>, names: ReadonlyMap<string, string>): OpinionView {
  const { askedOf, askedBy, account } = row;
  const name = (of: string | null): string | undefined => (of === null ? undefined : names.get(of));
  return present({
    id: row.id,
    elementId: row.elementId,
    required: row.required,
    askedAt: row.askedAt,
    state: row.givenAt !== null ? 'given' : open.has(row.id) ? 'open' : 'withdrawn',
    role: row.role,
    askedOf,
    askedOfName: name(askedOf),
    askedBy,
    askedByName: name(askedBy),
    question: row.question,
    opinion: row.opinion,
    explanation: row.explanation,
    account,
    name: name(account),
    givenAt: row.givenAt,
  }) as OpinionView;
}

const present = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
