import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TokenScope } from '@gaita/contracts';
import { tokenScopes } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../test/support/databases.ts';
import type { Line } from '../../../test/permissions/line.ts';
import { table } from '../../../test/permissions/table.ts';
import type { Who } from '../../../test/permissions/who.ts';
import { people } from '../../../test/permissions/who.ts';
import type { Objects } from '../../../test/permissions/world.ts';
import { World } from '../../../test/permissions/world.ts';

/** Every route × every role × department × object: who gets in, who is refused, and who does not even learn that it exists. */
describe('The permissions of the whole server', () => {
  let system: DatabaseSystem;
  let world: World;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    world = await World.open(await system.newConfig({ GAITA_MODE: 'demo' }));
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await system?.stop();
  });

  const methodOf = ({ route }: Line) => route.split(' ')[0]!;
  const pathOf = ({ route, at, query = '' }: Line, objects?: Objects): string => {
    const values = objects && at ? at(objects) : {};
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
    expect([...known].filter((route) => !served.includes(route))).toEqual([]);
    expect(served.length).toBeGreaterThan(100);
  });

  it('give everybody exactly the answer that is due', async () => {
    const wrong = new Map<string, string[]>();
    let asked = 0;
    const shared = await world.objects();
    const ask = async (line: Line, as: string | undefined, due: number, objects = shared) => {
      asked++;
      const body = line.body?.(objects);
      const { status } = await world.ask(methodOf(line), pathOf(line, objects), { as, body });
      const what = `${line.route}: ${status}, due ${due}`;
      if (status !== due) wrong.set(what, [...(wrong.get(what) ?? []), as ?? 'signed out']);
    };
    for (const line of table) {
      await ask(line, undefined, line.scope === 'public' ? line.due(people[0]!) : 401);
      const work = async (who: Who) => {
        const due = line.due(who);
        await ask(line, who.account, due, line.changes && due < 300 ? await world.objects() : shared);
      };
      await inParallel(people, work, line.alone ? 1 : 12);
    }
    expect([...wrong].map(([what, who]) => `${what} (${who.length}: ${who.slice(0, 8).join(', ')}…)`)).toEqual([]);
    expect(asked).toBe(table.length * (people.length + 1));
  }, 900_000);

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
  }, 60_000);

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
  }, 60_000);
});

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
