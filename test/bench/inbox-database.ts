import type { RawDatabase } from './raw-database.ts';

/** What is copied, and how often. */
export interface Office {
  readonly institution: string;
  /** Accounts `staff-1` … */
  readonly people: number;
  /** Ids `unit-1` …: five at the top, five below each. */
  readonly units: number;
  readonly now: number;
}

const day = 86_400_000;
const idColumns = new Set(['id', 'instance_id', 'task_id', 'activity_instance_id', 'token_id', 'scope_id', 'root_instance_id']);

/** Numbers from 1 as rows, which both databases join quickly. */
export async function numbers(database: RawDatabase, count: number): Promise<void> {
  await database.run('CREATE TABLE bench_number (n INTEGER PRIMARY KEY)');
  for (let from = 1; from <= count; from += 1_000) {
    const values = Array.from({ length: Math.min(1_000, count - from + 1) }, (_, at) => `(${from + at})`).join(', ');
    await database.run(`INSERT INTO bench_number (n) VALUES ${values}`);
  }
}

/** An institution of hundreds: units in two levels, people with the password and rights of a demo person, roles in units. */
export async function employ(database: RawDatabase, office: Office, roles: readonly string[]): Promise<void> {
  const { institution, people, units } = office;
  await numbers(database, 100_000);
  const { concat } = database;
  for (let n = 1; n <= units; n++)
    await database.run(
      `INSERT INTO unit (id, institution, parent, names, active, revision)
       VALUES ('unit-${n}', '${institution}', ${n <= 5 ? 'NULL' : `'unit-${((n - 1) % 5) + 1}'`}, '{"en":"Unit ${n}"}', 1, 1)`,
    );
  const insert = async (table: string, own: Record<string, string>, from: string): Promise<void> => {
    const columns = await database.columns(table);
    const cells = columns.map((column) => own[column] ?? `t.\`${column}\``);
    await database.run(
      `INSERT INTO \`${table}\` (${columns.map((each) => `\`${each}\``).join(', ')}) SELECT ${cells.join(', ')} ${from}`,
    );
  };
  const account = concat("'staff-'", 'n');
  const each = (table: string, condition: string) => `FROM \`${table}\` t, bench_number WHERE ${condition} AND n <= ${people}`;
  await insert(
    'person',
    { id: account, account, name: concat("'Person '", 'n') },
    each('person', "t.account = 'case-handler-1'"),
  );
  await insert('password', { id: account }, each('password', "t.id = (SELECT id FROM person WHERE account = 'case-handler-1')"));
  const assignment = `t.role = 'case-handler' AND t.person_id = (SELECT id FROM person WHERE account = 'case-handler-1')`;
  for (const [at, role] of roles.entries())
    await insert(
      'role_assignment',
      {
        id: concat(`'r${at}-'`, 'n'),
        person_id: account,
        role: `'${role}'`,
        // Every tenth counts in the whole institution.
        unit: `CASE WHEN n % 10 = 1 THEN NULL ELSE ${concat("'unit-'", `(n % ${units} + 1)`)} END`,
      },
      `${each('role_assignment', assignment)} AND (n <= 10 OR n % ${at + 1} = 0)`,
    );
}

/** Roles beside those that everybody has, with `staff-<n>` as their holder. */
export async function giveRole(
  database: RawDatabase,
  { institution }: Office,
  n: number,
  role: string,
  unit?: string,
): Promise<void> {
  await database.run(
    `INSERT INTO role_assignment (id, person_id, role, institution, unit, service, valid_from, valid_to, revision)
     VALUES ('extra-${n}-${role}', 'staff-${n}', '${role}', '${institution}', ${unit === undefined ? 'NULL' : `'${unit}'`}, NULL, 0, NULL, 1)`,
  );
}

/** For a fortnight. */
export async function sendAway(database: RawDatabase, { now }: Office, n: number, substitute: number): Promise<void> {
  await database.run(
    `INSERT INTO absence (id, person_id, substitute_id, starts_at, ends_at, kind, announced_by, announced_at, revoked_at, revision)
     VALUES ('away-${n}', 'staff-${n}', 'staff-${substitute}', ${now - 7 * day}, ${now + 7 * day}, 'leave', 'staff-${n}', ${now - 8 * day}, NULL, 1)`,
  );
}

/**
 * Multiplies the rows that a really run case left. Each copy has ids of its own that fit together, its number, unit, dates and person:
 * three of ten open tasks are held, the rest is free; due from 20 days ago until in 40, one in twenty never; what is over ended within
 * the last two years.
 * @param from the copies are numbered from here, so that several calls do not meet
 */
export async function multiply(
  database: RawDatabase,
  office: Office,
  { instanceId, tables, from, count }: { instanceId: string; tables: readonly string[]; from: number; count: number },
): Promise<void> {
  const { concat } = database;
  for (const table of tables) {
    const columns = await database.columns(table);
    for (let done = 0; done < count; done += 100_000) {
      const cells = columns.map((column) => cellOf(concat, office, table, column, `(${from + done} + n)`));
      await database.run(
        `INSERT INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')})
         SELECT ${cells.join(', ')} FROM \`${table}\` t, bench_number WHERE ${ofCase(table, instanceId)} AND n <= ${Math.min(100_000, count - done)}`,
      );
    }
  }
}

function cellOf(concat: RawDatabase['concat'], office: Office, table: string, column: string, g: string): string {
  const spread = `(${g} * 7919) % 5184`;
  const somebody = concat("'staff-'", `(${g} % ${office.people} + 1)`);
  const held = (yes: string) => `CASE WHEN t.ended_at IS NULL AND ${g} % 10 >= 3 THEN NULL ELSE ${yes} END`;
  const heldNow = (yes: string) => `CASE WHEN ${g} % 10 >= 3 THEN NULL ELSE ${yes} END`;
  const ago = `(${g} * 7919 % 17520) * 3600000`;
  if (idColumns.has(column))
    return `CASE WHEN t.${column} IS NULL THEN NULL ELSE ${concat(`SUBSTR(t.${column}, 20)`, "'-'", g)} END`;
  switch (column) {
    case 'unit':
      return `CASE WHEN ${g} % ${office.units + 3} < ${office.units} THEN ${concat("'unit-'", `(${g} % ${office.units + 3} + 1)`)} ELSE NULL END`;
    case 'business_key':
      return concat("'B-'", g);
    case 'search':
      return concat("'b-'", g, "' skuna buve'");
    case 'due_at':
      return table === 'case_clock'
        ? `t.due_at + ${spread} * 1000000`
        : `CASE WHEN ${g} % 20 = 0 THEN NULL ELSE ${office.now - 20 * day} + ${spread} * 1000000 END`;
    case 'assignee':
      return table === 'task' ? heldNow(somebody) : table === 'history_task' ? held(somebody) : `t.${column}`;
    case 'claimed_at':
      return heldNow(String(office.now - day));
    case 'follow_up_at':
      return table === 'task' ? `CASE WHEN ${g} % 10 < 3 AND ${g} % 7 = 0 THEN ${office.now} ELSE NULL END` : `t.${column}`;
    case 'completed_by':
      return `CASE WHEN t.completed_by IS NULL THEN NULL ELSE ${somebody} END`;
    case 'started_by':
      return somebody;
    case 'ended_at':
    case 'started_at':
    case 'created_at':
      return `t.${column} - ${ago}`;
    default:
      return `t.\`${column}\``;
  }
}

function ofCase(table: string, instanceId: string): string {
  if (table === 'history_instance' || table === 'case_clock') return `t.id = '${instanceId}'`;
  if (table === 'task_candidate') return `t.task_id IN (SELECT id FROM task WHERE instance_id = '${instanceId}')`;
  return `t.instance_id = '${instanceId}'`;
}
