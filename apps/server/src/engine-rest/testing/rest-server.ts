import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Test } from 'supertest';
import request from 'supertest';
import { createApp } from '../../create-app.ts';
import type { Config } from '../../platform/config.ts';

const shippedProcesses = fileURLToPath(new URL('../../../../../processes', import.meta.url));

type Method = 'get' | 'post' | 'delete';

/** The whole server on a free port, spoken to as a client of Camunda 7 would. */
export class RestServer {
  static async start(config: Config, { withProcesses = false } = {}): Promise<RestServer> {
    const app = await createApp({ config, quiet: true, ...(withProcesses && { processes: shippedProcesses }) });
    await app.listen(0, '127.0.0.1');
    return new RestServer(app);
  }

  readonly app: NestExpressApplication;

  private constructor(app: NestExpressApplication) {
    this.app = app;
  }

  /** `http://127.0.0.1:<port>/engine-rest` */
  get address(): string {
    const { port } = this.app.getHttpServer().address() as { port: number };
    return `http://127.0.0.1:${port}/engine-rest`;
  }

  /** A request as a demo person; absent: as nobody. */
  ask(method: Method, path: string, account: string | null = 'admin'): Test {
    const test = request(this.address.replace(/\/engine-rest$/, ''))[method](`/engine-rest${path}`);
    return account === null ? test : test.auth(account, 'demo');
  }

  async get<A = Record<string, unknown>>(path: string, account = 'admin'): Promise<A> {
    return (await this.ask('get', path, account).expect(200)).body as A;
  }

  post(path: string, body: object = {}, account = 'admin'): Test {
    return this.ask('post', path, account).send(body);
  }

  /** Deploys files as Camunda Modeler does. */
  deploy(files: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>> = {}): Test {
    let test = this.ask('post', '/deployment/create').field('deployment-name', 'test').field('deployment-source', 'spec');
    for (const [name, value] of Object.entries(fields)) test = test.field(name, value);
    for (const [name, content] of Object.entries(files)) test = test.attach(name, Buffer.from(content), name);
    return test;
  }

  /** Starts a case and gives its id. */
  async start(key: string, body: object = {}, account = 'admin'): Promise<string> {
    const { status, text } = await this.post(`/process-definition/key/${key}/start`, body, account);
    if (status !== 200) throw new Error(`${key} does not start: ${status} ${text}`);
    return (JSON.parse(text) as { id: string }).id;
  }

  tasks(instanceId: string): Promise<{ id: string; taskDefinitionKey: string; assignee: string | null }[]> {
    return this.get(`/task?processInstanceId=${instanceId}&sortBy=created&sortOrder=asc`);
  }

  /** The one open task of a case. */
  async task(instanceId: string) {
    const [task, ...more] = await this.tasks(instanceId);
    if (!task || more.length > 0) throw new Error(`Expected one open task, but found ${more.length + (task ? 1 : 0)}`);
    return task;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
