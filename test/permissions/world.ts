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
import { smallModel, userTask } from '../support/small-model.ts';
import { people } from './who.ts';

const home = 'dzelmes-novads';
const elsewhere = 'gilvyciu-rajonas';
const unit = 'matrix-unit';
const boundary = 'end-of-part';
const form = { type: 'default', components: [{ id: 'f', type: 'textfield', key: 'note', label: 'Note' }] };
const models = {
  'work.bpmn': smallModel('matrix-work', [userTask('work', 'case-handler', 'camunda:formKey="work"')]),
  'help.bpmn': smallModel('matrix-help', [userTask('help', 'partner', 'camunda:formKey="work"')]),
  'work.form': JSON.stringify(form),
};

/** What requests are about. */
export interface Objects {
  readonly case: string;
  readonly task: string;
  readonly partnersTask: string;
  readonly definition: string;
  readonly [name: string]: string;
}

/** The whole server with one person for each role and place, and a case in the unit. */
export class World {
  private made = 0;
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    readonly app: NestExpressApplication,
    private readonly url: string,
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

  /** @param account signs in by Basic; `Bearer …` as it stands; undefined: nobody */
  async ask(
    method: string,
    path: string,
    {
      as,
      body,
      headers = {},
    }: { readonly as?: string | undefined; readonly body?: unknown; readonly headers?: Record<string, string> },
  ): Promise<{
    readonly status: number;
    readonly body: { readonly code?: string; readonly details?: { readonly scope?: string } };
  }> {
    const isForm = body instanceof FormData;
    const sent = body === undefined ? undefined : Buffer.from(isForm ? `--${boundary}--\r\n` : JSON.stringify(body));
    const authorization = as?.startsWith('Bearer ') ? as : `Basic ${Buffer.from(`${as}:demo`).toString('base64')}`;
    const asked = request(`${this.url}${path}`, {
      method: method === 'ALL' ? 'GET' : method,
      agent: this.agent,
      headers: {
        ...(as !== undefined && { Authorization: authorization }),
        ...(sent && {
          'Content-Type': isForm ? `multipart/form-data; boundary=${boundary}` : 'application/json',
          'Content-Length': String(sent.length),
        }),
        ...headers,
      },
    });
    asked.end(sent);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const status = answer.statusCode!;
    if (answer.headers['content-type']?.startsWith('text/event-stream')) {
      answer.destroy();
      return { status, body: {} };
    }
    return { status, body: readJson(await textOf(answer)) };
  }

  async token(account: string, scopes: readonly TokenScope[]): Promise<string> {
    const { body } = await this.ask('POST', '/api/v1/tokens', { as: account, body: { name: 'test', scopes, days: 1 } });
    return `Bearer ${(body as { token?: string }).token}`;
  }

  /** A case in the unit with an open task for its case handlers, and one for partners. */
  async objects(): Promise<Objects> {
    const { definitions, ids } = { definitions: this.app.get(Definitions), ids: [] as string[] };
    for (const processKey of ['matrix-work', 'matrix-help']) {
      const definition = (await definitions.latest(home, processKey))!;
      const command = { id: `matrix-${++this.made}`, account: 'system' };
      const variables = { note: 'a note', secret: 'nothing for partners' };
      const input = { definitionId: definition.id, institution: home, unit, variables };
      ids.push(accepted(await this.app.get(Instances).start(command, input)).instanceId, definition.id);
    }
    const [work = '', definition = '', help = ''] = ids;
    const task = async (instanceId: string) =>
      (await this.app.get(Database).reader.findOne(taskTable, 'instance_id = ?', [instanceId]))!.taskId;
    return { case: work, task: await task(work), partnersTask: await task(help), definition };
  }

  private async settle(): Promise<void> {
    const resources = Object.entries(models).map(([name, content]) => ({ name, content }));
    const command = { id: 'matrix-deploy', account: 'system' };
    accepted(
      await this.app.get(DeployModels).run(command, { institution: home, name: 'matrix', resources, filterDuplicates: false }),
    );
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
      changes.insert(personTable, {
        id: account,
        account,
        name: account,
        email: `${account}@example.org`,
        institution,
        language: 'en',
        active: true,
        demo: true,
        kind: role === 'partner' ? 'partner' : 'staff',
        organisation: null,
        revision: 1,
        createdAt: 0,
      });
      changes.insert(passwordTable, { id: account, hash: known!.hash, changedAt: 0 });
      if (role === undefined) continue;
      const isWhole = place === 'elsewhere' || role === 'administrator';
      const placed = isWhole ? null : place === 'unit' ? unit : 'matrix-sibling';
      const always = { service: null, validFrom: 0, validTo: null, revision: 1 };
      changes.insert(roleAssignmentTable, { id: account, personId: account, role, institution, unit: placed, ...always });
    }
    await this.app.get(Committer).run({ id: 'matrix-people', account: 'system' }, async () => ({
      guards: [],
      changes: changes.list(),
      commands: [],
      answer: null,
      afterCommit: [],
    }));
  }
}

function readJson(text: string): { code?: string } {
  try {
    return JSON.parse(text) as { code?: string };
  } catch {
    return {};
  }
}
