import { rejected } from '@gaita/contracts';
import type { RejectionCode } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { PlayServer } from '../../../../../test/support/play-server.ts';
import { Instances } from '../../instances/index.ts';
import { Committer } from '../../platform/committer.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { CorrelateRequest } from '../correlate-message.ts';
import { CorrelateMessage } from '../correlate-message.ts';
import { Deliver } from '../deliver.ts';
import type { DeliveryRow } from '../tables.ts';
import { deliveryTable, startSubscriptionTable } from '../tables.ts';

/** While the work goes on, some methods of an object do something else. */
export async function instead<T extends object, A>(object: T, methods: Partial<T>, work: () => Promise<A>): Promise<A> {
  Object.assign(object, methods);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(methods)) delete object[name as keyof T];
  }
}

/** The whole server on SQLite with a few models, for what goes between cases and comes to them from outside. */
export class MessageStage {
  static async start(...models: readonly string[]): Promise<MessageStage> {
    const system = await startDatabaseSystem('SQLite');
    const server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of models) await server.deploy(model);
    return new MessageStage(system, server, (await server.as('admin')).institution);
  }

  readonly server: PlayServer;
  readonly home: string;
  private readonly system: DatabaseSystem;
  private made = 0;

  private constructor(system: DatabaseSystem, server: PlayServer, home: string) {
    this.system = system;
    this.server = server;
    this.home = home;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.system.stop();
  }

  /** A message from outside that is not kept. */
  send(request: Partial<CorrelateRequest> & { readonly name: string }, command = this.server.command('admin')) {
    const defaults = { institution: this.home, variables: {}, timeToLive: 'PT0S', all: false };
    return this.server.get(CorrelateMessage).run(command, { ...defaults, ...request });
  }

  async open(instanceId: string): Promise<string[]> {
    return (await this.server.tasks(instanceId)).map(({ elementId }) => elementId).sort();
  }

  deliveries(): Promise<DeliveryRow[]> {
    return this.server.database.reader.find(deliveryTable, '', [], { orderBy: 'id' });
  }

  /** Whether it came as a `Long`, say. */
  async typeOf(instanceId: string, name: string): Promise<string | undefined> {
    const loaded = await this.server.get(Instances).load(instanceId);
    return loaded?.snapshot.scopes[instanceId]?.variables?.[name]?.type;
  }

  /** The definition that the start events of the process lead to. */
  async definition(processKey: string): Promise<string> {
    return (await this.server.database.reader.findOne(startSubscriptionTable, 'process_key = ?', [processKey]))!.definitionId;
  }

  async change(write: (changes: RowChanges) => void): Promise<void> {
    const changes = new RowChanges();
    write(changes);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    if ((await this.server.get(Committer).commit(plan)) === 'lost') throw new Error('a row was changed meanwhile');
  }

  /** Something on its way, as who sent it left it. */
  async sent(row: Partial<DeliveryRow> & Pick<DeliveryRow, 'delivery'>): Promise<DeliveryRow> {
    const now = this.server.clock.now();
    const id = `sent-${String(++this.made).padStart(6, '0')}`;
    const whole: DeliveryRow = {
      ...{ id, institution: this.home, senderInstanceId: null, receiverInstanceId: null, type: row.delivery.type },
      ...{ messageName: null, createdAt: now, state: 'waiting', availableAt: now, expiresAt: null },
      ...{ attempts: 0, lastError: null, revision: 1 },
      ...row,
    };
    await this.change((changes) => changes.insert(deliveryTable, whole));
    return whole;
  }

  /** Nothing is delivered meanwhile. */
  undelivered<A>(work: () => Promise<A>): Promise<A> {
    return instead(this.server.get(Deliver), { run: async () => [] }, work);
  }

  /**
   * Commands to cases are refused meanwhile, the first so many, or those to one case.
   * @returns how often somebody tried
   */
  async refusing(
    code: RejectionCode,
    { times = Infinity, only }: { readonly times?: number; readonly only?: string },
    work: () => Promise<unknown>,
  ): Promise<number> {
    const instances = this.server.get(Instances);
    const { commandOnly, startOnly } = instances;
    let tried = 0;
    const refused = { answer: rejected(code, 'Not now.'), sent: [] };
    const isRefused = (instanceId?: string) => (only === undefined || instanceId === only) && ++tried <= times;
    const methods: Partial<Instances> = {
      commandOnly: (command, instanceId, decide) =>
        isRefused(instanceId)
          ? Promise.resolve(refused)
          : (commandOnly.call(instances, command, instanceId, decide as never) as never),
      startOnly: (command, input) => (isRefused() ? Promise.resolve(refused) : startOnly.call(instances, command, input)),
    };
    await instead(instances, methods, work);
    return tried;
  }
}
