import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { TokenScope } from '@gaita/contracts';
import { Routes } from '../../apps/server/src/identity/index.ts';
import { createApp } from '../../apps/server/src/create-app.ts';
import { passwordTable, personTable, roleAssignmentTable, unitTable } from '../../apps/server/src/identity/index.ts';
import { Instances } from '../../apps/server/src/instances/index.ts';
import { Definitions, DeployModels } from '../../apps/server/src/models/index.ts';
import { Committer } from '../../apps/server/src/platform/committer.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { RowChanges } from '../../apps/server/src/platform/write-plan.ts';
import { taskTable } from '../../apps/server/src/tasks/index.ts';
import { accepted } from '../support/play-server.ts';
import { elsewhere, home, models, modelsElsewhere, unit } from './models.ts';
import { personOf, roleOf } from './rows.ts';
import { people } from './who.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly details?: { readonly scope?: string } };
  readonly text: string;
}

interface Asked {
  /** Account that signs in by Basic; `Bearer …` as it stands; undefined: nobody. */
  readonly as?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The whole server with one person for each role and place, and cases in the unit as they are asked for. */
export class World {
  private made = 0;
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
  ) {}

  static async open(config: Config): Promise<World> {
    const app = await createApp({ config, quiet: true });
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    const world = new World(app, `http://127.0.0.1:${port}`);
    await world.settle();
    return world;
  }

  get routes() {
    return this.app.get(Routes).list();
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await this.app.close();
  }

  async ask(method: string, path: string, { as, body, headers = {} }: Asked): Promise<Answer> {
    const { sent, type } = await contentOf(body);
    const asked = request(`${this.url}${path}`, {
      method: method === 'ALL' ? 'GET' : method,
      agent: this.agent,
      headers: {
        ...(as !== undefined && { Authorization: authorization(as) }),
        ...(sent && { 'Content-Type': type, 'Content-Length': String(sent.length) }),
        ...headers,
      },
    });
    asked.end(sent);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const status = answer.statusCode!;
    if (answer.headers['content-type']?.startsWith('text/event-stream')) {
      answer.destroy();
      return { status, body: {}, text: '' };
    }
    const text = await textOf(answer);
    return { status, body: readJson(text), text };
  }

  /** @throws when it is refused */
  async succeed(as: string, method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.ask(method, path, { as, body });
    if (answer.status >= 300) throw new Error(`${method} ${path} as ${as}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async read<T>(as: string, path: string): Promise<T> {
    return (await this.succeed(as, 'GET', path)) as T;
  }

  list(as: string, path: string): Promise<readonly { readonly id: string }[]> {
    return this.read(as, path);
  }

  async token(account: string, scopes: readonly TokenScope[]): Promise<string> {
    const { token } = await this.succeed(account, 'POST', '/api/v1/tokens', { name: 'test', scopes, days: 1 });
    return `Bearer ${String(token)}`;
  }

  /** A case of the unit. */
  async start(processKey: string, more: { readonly businessKey?: string } = {}): Promise<string> {
    const definition = await this.definition(home, processKey);
    const command = { id: `matrix-${++this.made}`, account: 'system' };
    const variables = { note: more.businessKey ?? 'a note', secret: 'nothing for partners' };
    const input = { definitionId: definition.id, institution: home, unit, variables, ...more };
    return accepted(await this.app.get(Instances).start(command, input)).instanceId;
  }

  async openTask(instanceId: string): Promise<string> {
    return (await this.app.get(Database).reader.findOne(taskTable, 'instance_id = ?', [instanceId]))!.taskId;
  }

  async definition(institution: string, processKey: string) {
    return (await this.app.get(Definitions).latest(institution, processKey))!;
  }

  async write(changes: RowChanges): Promise<void> {
    await this.app.get(Committer).run({ id: `matrix-${++this.made}`, account: 'system' }, async () => ({
      guards: [],
      changes: changes.list(),
      commands: [],
      answer: null,
      afterCommit: [],
    }));
  }

  private async deploy(institution: string, files: Readonly<Record<string, string>>): Promise<void> {
    const resources = Object.entries(files).map(([name, content]) => ({ name, content }));
    const command = { id: `matrix-${++this.made}`, account: 'system' };
    accepted(await this.app.get(DeployModels).run(command, { institution, name: 'matrix', resources, filterDuplicates: false }));
  }

  private async settle(): Promise<void> {
    await this.deploy(home, models);
    await this.deploy(elsewhere, modelsElsewhere);
    const [known] = await this.app.get(Database).reader.find(passwordTable, '', [], { limit: 1 });
    const changes = new RowChanges();
    for (const [id, names, institution] of [
      [unit, 'Permits', home],
      ['matrix-sibling', 'Schools', home],
      ['matrix-elsewhere', 'Parks', elsewhere],
    ] as const)
      changes.insert(unitTable, { id, institution, parent: null, names: { en: names }, active: true, revision: 1 });
    for (const { account, role, place } of people) {
      const institution = place === 'elsewhere' ? elsewhere : home;
      const kind = role === 'partner' ? ('partner' as const) : ('staff' as const);
      changes.insert(personTable, { ...personOf(account, institution), kind });
      changes.insert(passwordTable, { id: account, hash: known!.hash, changedAt: 0 });
      if (role === undefined) continue;
      const isWhole = place === 'elsewhere' || role === 'administrator';
      const placed = isWhole ? null : place === 'unit' ? unit : 'matrix-sibling';
      changes.insert(roleAssignmentTable, roleOf(account, role, institution, placed));
    }
    await this.write(changes);
  }
}

export const authorization = (as: string): string =>
  as.startsWith('Bearer ') ? as : `Basic ${Buffer.from(`${as}:demo`).toString('base64')}`;

async function contentOf(body: unknown): Promise<{ readonly sent?: Buffer; readonly type: string }> {
  if (body === undefined) return { type: '' };
  if (Buffer.isBuffer(body)) return { sent: body, type: 'application/octet-stream' };
  if (!(body instanceof FormData)) return { sent: Buffer.from(JSON.stringify(body)), type: 'application/json' };
  const form = new Response(body);
  return { sent: Buffer.from(await form.arrayBuffer()), type: form.headers.get('content-type')! };
}

function readJson(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}
