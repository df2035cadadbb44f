import type { CaseDetailView, MessageView, StartedView, TasksView, TaskView } from '@gaita/contracts';
import type { Ask, Client } from '../client.ts';
import type { Random } from '../random.ts';
import type { Kind } from './kinds.ts';
import type { TaskValues } from './task-values.ts';
import { typedValues } from './typed-values.ts';

interface OpenCase {
  readonly id: string;
  readonly kind: Kind;
  readonly businessKey: string;
  /** Looks in a row at which nothing was to be done. */
  idle: number;
}

/** What there is to start, and what people enter. */
export interface Work {
  readonly kinds: readonly Kind[];
  readonly values: TaskValues;
}

const casesAtOnce = 4;
/** Sees every case of the default institution. */
const onlooker = 'admin';
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** One client: starts cases and works on their tasks as the people of their roles, now and then clumsily. */
export class Worker {
  private readonly name: string;
  private readonly client: Client;
  private readonly work: Work;
  private readonly random: Random;
  private readonly over: () => boolean;
  private readonly cases: OpenCase[] = [];
  private counted = 0;

  /** @param name part of its business keys and idempotency keys, so that no two workers share one */
  constructor(name: string, client: Client, work: Work, random: Random, over: () => boolean) {
    this.name = name;
    this.client = client;
    this.work = work;
    this.random = random;
    this.over = over;
  }

  async run(): Promise<void> {
    while (!this.over()) {
      if (this.cases.length < casesAtOnce) await this.start();
      else await this.workOn(this.random.pick(this.cases));
    }
  }

  private async start(): Promise<void> {
    const kind = this.random.pick(this.work.kinds);
    const { key, by, startedBy } = kind;
    const variables = kind.variables?.(this.random) ?? {};
    const businessKey = `faults-${this.name}-${++this.counted}`;
    const account = `${by}-${1 + this.random.below(2)}`;
    const intent = { act: 'start', businessKey } as const;
    if (this.random.chance(0.3)) {
      const path = `/engine-rest/process-definition/key/${key}/start`;
      const body = { businessKey, variables: typedValues(variables) };
      const started = await this.client.post({ account, path, body, intent });
      if (started?.status === 200) this.open((started.body as { id: string }).id, kind, businessKey);
      else await pause(100);
      return;
    }
    if (startedBy !== undefined && this.random.chance(0.5)) return this.startByMessage(startedBy, kind, businessKey);
    const body = { businessKey, variables };
    const started = await this.insist({
      account,
      path: `/api/v1/processes/${key}/start`,
      body,
      key: `${businessKey}-start`,
      intent,
    });
    if (started?.status === 201) this.open((started.body as StartedView).instanceId, kind, businessKey);
    else await pause(100);
  }

  private async startByMessage(name: string, kind: Kind, businessKey: string): Promise<void> {
    const given = await this.insist({
      account: onlooker,
      path: '/api/v1/messages',
      body: { name, businessKey, timeToLive: 'PT0S' },
      key: `${businessKey}-start`,
      intent: { act: 'start', businessKey },
    });
    const receiver = (given?.body as Partial<MessageView> | undefined)?.receivers?.[0];
    if (receiver) this.open(receiver.instanceId, kind, businessKey);
    else await pause(100);
  }

  private open(id: string, kind: Kind, businessKey: string): void {
    if (!kind.isPoison) this.cases.push({ id, kind, businessKey, idle: 0 });
  }

  private async workOn(open: OpenCase): Promise<void> {
    const tasks = await this.client.get<TasksView>(onlooker, `/api/v1/tasks?instanceId=${open.id}`);
    if (!tasks) return pause(100);
    if (tasks.items.length === 0) return this.wait(open);
    open.idle = 0;
    if (open.kind.allAtOnce) await Promise.all(tasks.items.map((task) => this.complete(task)));
    else await this.complete(this.random.pick(tasks.items));
  }

  /** No task: it has ended, or a message, job or timer comes next. */
  private async wait(open: OpenCase): Promise<void> {
    const found = await this.client.get<CaseDetailView>(onlooker, `/api/v1/cases/${open.id}`);
    const { messages } = open.kind;
    if (found && (found.state !== 'active' || (open.idle >= 4 && messages.length > 0)))
      return void this.cases.splice(this.cases.indexOf(open), 1);
    open.idle += 1;
    const { businessKey } = open;
    for (const name of messages)
      await this.insist({
        account: onlooker,
        path: '/api/v1/messages',
        body: { name, businessKey, timeToLive: 'PT0S' },
        key: `${businessKey}-${name}-${++this.counted}`,
        intent: { act: 'message' },
      });
    await pause(100 + this.random.below(300));
  }

  private async complete(task: TaskView): Promise<void> {
    const people = task.assignee ? [task.assignee] : [1, 2].map((number) => `${task.candidateGroups[0]}-${number}`);
    const account = this.random.pick(people);
    const intent = { act: 'complete', taskId: task.id, instanceId: task.instanceId } as const;
    const key = `${this.name}-${++this.counted}`;
    const entered = this.random.pick(this.work.values.of(task.processKey, task.elementId));
    // where no form asks for anything all write the same variable, those of one moment too
    const variables = entered ?? { said: key };
    const ask = { account, path: `/api/v1/tasks/${task.id}/complete`, body: { variables }, key, intent };
    const way = this.random.next();

    if (way < 0.2) {
      const path = `/engine-rest/task/${task.id}/complete`;
      await this.client.post({ account, path, body: { variables: typedValues(variables) }, intent });
    } else if (way < 0.3) {
      const copies = this.random.chance(0.1) ? 50 : 5;
      await Promise.all(Array.from({ length: copies }, () => this.insist(ask)));
    } else if (way < 0.4) {
      await Promise.all(people.map((rival) => this.insist({ ...ask, account: rival, key: `${key}-${rival}` })));
    } else if (way < 0.5) {
      const done = await this.insist(ask);
      const other = { ...ask, body: { variables: { ...variables, another: key } }, intent: { ...intent, act: 'reuse' } as const };
      if (done?.status === 200) await this.insist(other);
    } else {
      if (way < 0.6 && !task.assignee) {
        const path = `/api/v1/tasks/${task.id}/claim`;
        await this.insist({ account, path, body: {}, key: `${key}-claim`, intent: { ...intent, act: 'claim' } });
      }
      await this.insist(ask);
    }
  }

  private insist(ask: Ask & { readonly key: string }) {
    return this.client.insist(ask, this.over);
  }
}
