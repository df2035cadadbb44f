import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable } from './columns.ts';

/** Roles of the registry when this ran. */
const roles = [
  'top-management',
  'management-representative',
  'service-portfolio-manager',
  'service-manager',
  'developing-unit-head',
  'implementing-unit-head',
  'front-desk',
  'case-handler',
  'expert',
  'decision-maker',
  'appeal-reviewer',
  'lawyer',
  'finance',
  'personnel-manager',
  'lean-facilitator',
  'quality-coordinator',
  'self-assessment-member',
  'survey-analyst',
  'department-head',
  'data-protection-officer',
  'internal-auditor',
  'partner',
  'administrator',
];

/** Wider indices in place of ones that they begin with: each write pays for every index. */
const indices: readonly { readonly table: string; readonly added: string; readonly gone: string }[] = [
  { table: 'task', added: 'institution, assignee, due_at, id, unit', gone: 'ix_task_urgency' },
  { table: 'task', added: 'institution, due_at, id, assignee, unit', gone: 'ix_task_institution_due_at' },
  // `ix_task_holder` begins with it.
  { table: 'task', added: '', gone: 'ix_task_assignee' },
  { table: 'task_candidate', added: 'task_id, kind, candidate', gone: 'ix_task_candidate_task_id' },
];

/** Lists of work are read along indices that hold all they decide by; what names no role of the registry is marked, to be found as quickly. */
export class InboxOrder1700000034000 implements MigrationInterface {
  readonly name = 'InboxOrder1700000034000';

  async up(runner: QueryRunner): Promise<void> {
    const sqlite = runner.dataSource.options.type === 'better-sqlite3';
    for (const { table, added, gone } of indices) {
      await extendTable(runner, table, {}, added === '' ? [] : [added]);
      const known = (await runner.getTable(table))?.indices.map(({ name }) => name) ?? [];
      if (known.includes(gone)) await runner.query(`DROP INDEX \`${gone}\`${sqlite ? '' : ` ON \`${table}\``}`);
    }
    const id = sqlite ? "t.id || '.none.0'" : "CONCAT(t.id, '.none.0')";
    const named = roles.map((role) => `'${role}'`).join(', ');
    await runner.query(
      `INSERT INTO task_candidate (id, task_id, kind, candidate) SELECT ${id}, t.id, 'none', '' FROM task t
       WHERE NOT EXISTS (SELECT 1 FROM task_candidate c WHERE c.task_id = t.id AND (c.kind = 'none' OR (c.kind = 'group' AND c.candidate IN (${named}))))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM task_candidate WHERE kind = 'none'");
    for (const [table, name, columns] of [
      ['task', 'ix_task_urgency', '`institution`, `assignee`, `due_at`, `id`'],
      ['task', 'ix_task_institution_due_at', '`institution`, `due_at`'],
      ['task', 'ix_task_assignee', '`assignee`'],
      ['task_candidate', 'ix_task_candidate_task_id', '`task_id`'],
    ] as const)
      await runner.query(`CREATE INDEX \`${name}\` ON \`${table}\` (${columns})`);
  }
}
