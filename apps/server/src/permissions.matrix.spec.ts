import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TokenScope } from '@gaita/contracts';
import { tokenScopes } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../test/support/databases.ts';
import { AccessLog, auditEntryTable } from './audit/index.ts';
import { Database } from './platform/database/database.ts';
import type { Line, Parameters } from '../../../test/permissions/line.ts';
import { Objects } from '../../../test/permissions/make-objects.ts';
import { table } from '../../../test/permissions/table.ts';
import { Hearing } from '../../../test/permissions/hear.ts';
import { counts, listings } from '../../../test/permissions/lists.ts';
import { traced, unrecorded } from '../../../test/permissions/traces.ts';
import type { Who } from '../../../test/permissions/who.ts';
import { people, seesCase } from '../../../test/permissions/who.ts';
import { authorization, World } from '../../../test/permissions/world.ts';
import { eventually } from '../../../test/support/throw-away.ts';

/** Every route × every role × department × object: who gets in, who is refused, and who does not even learn that it exists. */
describe('The permissions of the whole server', () => {
  let system: DatabaseSystem;
  let world: World;
  const seen = new Map<string, number>();

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    world = await World.open(await system.newConfig({ GAITA_MODE: 'demo' }));
    // what is only read is recorded later and apart: here it only counts, so that an entry is one of a change
    jest.spyOn(world.app.get(AccessLog), 'saw').mockImplementation(({ account }) => {
      seen.set(account, (seen.get(account) ?? 0) + 1);
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await world?.close();
    await system?.stop();
  });

  const methodOf = ({ route }: Line) => route.split(' ')[0]!;
  const pathOf = ({ route, query = '' }: Line, values: Parameters = {}): string => {
    const path = route
      .split(' ')[1]!
      .replaceAll(/[:*]\w+/g, (name) => values[name.startsWith(':') ? name.slice(1) : name] ?? 'unknown');
    return `${path}${query}`;
  };

  it('are declared in the table, each route of it', () => {
    const known = new Set(table.map(({ route }) => route));
    const served = world.routes.map(({ method, path }) => `${method} ${path}`);
    const missing = served.filter((route) => !known.has(route));
    if (missing.length > 0)
      throw new Error(
        `Say in test/permissions/table.ts who gets which answer (and in identity/scopes.ts which tokens may):\n${missing
          .map((route) => `  line('${route}', '<scope>', anyone(200), { at: …, body: … }),`)
          .join('\n')}`,
      );
    expect([...known, ...unrecorded.keys(), ...traced].filter((route) => !served.includes(route))).toEqual([]);
    expect(served.length).toBeGreaterThan(100);
  });

  /** How many traces somebody has left where a success of the line leaves one. */
  const tracesOf = async (line: Line, account: string | undefined): Promise<number> =>
    account === undefined || !leavesTrace(line)
      ? 0
      : traced.has(line.route)
        ? (seen.get(account) ?? 0)
        : world.app.get(Database).reader.count(auditEntryTable, 'account = ?', [account]);

  const faultOf = async (line: Line, as: string | undefined, due: number, objects: Objects): Promise<string | undefined> => {
    const [values, body] = [await line.at?.(objects), await line.body?.(objects)];
    const before = await tracesOf(line, as);
    const { status, text } = await world.ask(methodOf(line), pathOf(line, values), { as, body });
    if (status === due)
      return due < 300 && leavesTrace(line) && (await tracesOf(line, as)) === before ? 'leaves no trace in the audit' : undefined;
    return `${status}, due ${due}${status >= 400 && due < 300 ? ` (${text.slice(0, 200)})` : ''}`;
  };

  it('give everybody exactly the answer that is due', async () => {
    const wrong = new Map<string, string[]>();
    let asked = 0;
    const shared = new Objects(world);
    const ask = async (line: Line, as: string | undefined, due: number, objects: Objects = shared) => {
      asked++;
      const fault = await faultOf(line, as, due, objects).catch((error: Error) => `cannot be asked: ${error.message}`);
      if (fault === undefined) return;
      const what = `${line.route}: ${fault}`;
      wrong.set(what, [...(wrong.get(what) ?? []), as ?? 'signed out']);
    };
    for (const line of table) {
      await ask(line, undefined, line.scope === 'public' ? line.due(people[0]!) : 401);
      const work = async (who: Who) => {
        const due = line.due(who);
        await ask(line, who.account, due, line.changes && due < 300 ? new Objects(world) : shared);
      };
      await inParallel(people, work, line.alone ? 1 : 12);
    }
    expect([...wrong].map(([what, who]) => `${what} (${who.length}: ${who.slice(0, 8).join(', ')}…)`)).toEqual([]);
    expect(asked).toBe(table.length * (people.length + 1));
  }, 900_000);

  it('list, count and tell in streams to nobody what they may not open', async () => {
    const key = 'MATRIX4711';
    const objects = new Objects(world, { businessKey: key });
    for (const name of ['task', 'note', 'hold', 'partnersTask', 'incident', 'externalTask', 'decisionInstance'] as const)
      await objects.get(name);
    const caseId = await objects.get('case');
    const wrong: string[] = [];
    const shown = await Promise.all(
      (await listings(objects, key)).map(async (each) => ({ ...each, id: await objects.get(each.shows) })),
    );
    const streams = await Promise.all(
      people.map(async (who) => ({ who, stream: await Hearing.open(world.url, { authorization: authorization(who.account) }) })),
    );
    await inParallel(people, async (who) => {
      const ask = (path: string, body?: object) =>
        world.ask(body ? 'POST' : 'GET', path, { as: who.account, ...(body && { body }) });
      for (const { path, body, shows, id, to } of shown) {
        const { text } = await ask(path, body);
        if (text.includes(`"${id}"`) !== to(who))
          wrong.push(`${path}: ${to(who) ? 'hides' : 'shows'} ${shows} to ${who.account}`);
      }
      for (const { path, body } of counts(key, caseId)) {
        const { count } = (await ask(path, body)).body as { count: number };
        if (count !== Number(seesCase(who))) wrong.push(`${path}: counts ${count} for ${who.account}`);
      }
    });
    await world.succeed('case-handler.unit', 'POST', `/api/v1/tasks/${await objects.get('task')}/claim`);
    await eventually(async () => {
      for (const { who, stream } of streams)
        if (stream.heard.includes(caseId) !== seesCase(who)) throw new Error(`${who.account} heard ${stream.heard}`);
    });
    for (const { who, stream } of streams) {
      if (stream.heard.includes(caseId) !== seesCase(who)) wrong.push(`the stream of ${who.account}: ${stream.heard}`);
      stream.close();
    }
    expect(wrong).toEqual([]);
  });

  it('tell partners that they see a part of the case, so that nobody asks for the rest', async () => {
    const objects = new Objects(world);
    const [task, of] = [await objects.get('partnersTask'), await objects.get('partnersCase')];
    for (const [as, isWhole] of [
      ['partner.unit', false],
      ['case-handler.unit', true],
    ] as const) {
      expect(await world.read(as, `/api/v1/tasks/${task}`)).toMatchObject({ may: { seeCase: isWhole } });
      expect(await world.read(as, `/api/v1/cases/${of}`)).toMatchObject({ whole: isWhole });
      expect((await world.ask('GET', `/api/v1/cases/${of}/notes`, { as })).status).toBe(isWhole ? 200 : 404);
    }
  });

  it('let tokens do what their scopes say', async () => {
    const wrong: string[] = [];
    for (const scope of tokenScopes) {
      const token = await world.token('administrator.unit', [scope]);
      await inParallel(table, async (line) => {
        if (line.scope === 'public') return;
        const { status, body } = await world.ask(methodOf(line), pathOf(line), { as: token, ...bodyless(line) });
        const isRefused = status === 403 && (body.details?.scope !== undefined || /scope|No token/.test(JSON.stringify(body)));
        if (isRefused === covers(scope, line.scope)) wrong.push(`${line.route} with ${scope}: ${status}, needs ${line.scope}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it('refuse every change that another site sends', async () => {
    const wrong: string[] = [];
    const sites = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site', Origin: 'https://neighbour.example' },
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
    ];
    const changing = table.filter((line) => !['GET', 'ALL'].includes(methodOf(line)));
    for (const headers of sites)
      await inParallel(changing, async (line) => {
        const asked = { as: 'administrator.unit', ...bodyless(line), headers: headers as Record<string, string> };
        const { status, body } = await world.ask(methodOf(line), pathOf(line), asked);
        if (status !== 403 || !/another site/.test(JSON.stringify(body)))
          wrong.push(`${line.route} ${JSON.stringify(headers)}: ${status}`);
      });
    expect(wrong).toEqual([]);
    expect(changing.length).toBeGreaterThan(40);
  });
});

/** Changes do, and reading what a case holds. */
const leavesTrace = ({ route, scope, idle }: Line): boolean =>
  traced.has(route) || (/^(POST|PUT|DELETE)/.test(route) && !scope.endsWith(':read') && !idle && !unrecorded.has(route));

const bodyless = ({ route, body }: Line) => (route.startsWith('GET') || !body ? {} : { body: {} });

const covers = (scope: TokenScope, needed: Line['scope']): boolean =>
  scope === needed || (needed.endsWith(':read') && scope === needed.replace(':read', ':write'));

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>, atOnce = 12): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
