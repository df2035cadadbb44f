import type { CaseDetailView, MessageView, StartedView, TasksView, TaskView } from '@gaita/contracts';
import type { Client } from '../client.ts';
import type { Random } from '../random.ts';
import { clockwork } from './clockwork-model.ts';
import type { TaskValues } from './task-values.ts';

interface OpenCase {
  readonly id: string;
  readonly processKey: string;
  readonly businessKey: string;
  /** Looks in a row at which nothing was to be done. */
  idle: number;
}

/** Who starts what, and the messages that keep a waiting case going. */
const kinds: readonly {
  readonly key: string;
  readonly by: string;
  /** The message that starts one. */
  readonly startedBy?: string;
  readonly messages: readonly string[];
}[] = [
  { key: 'improvement', by: 'management-representative', messages: [] },
  {
    key: 'permit-tree-felling',
    by: 'front-desk',
    startedBy: 'application.received',
    messages: ['applicant.supplemented', 'decision.contested'],
  },
  { key: clockwork, by: 'front-desk', messages: [] },
];

const casesAtOnce = 4;
/** Sees every case of the default institution. */
const onlooker = 'admin';
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** One client: starts cases and works on their tasks as the people of their roles, now and then clumsily. */
export class Worker {
  private readonly name: string;
  private readonly client: Client;
  private readonly values: TaskValues;
  private readonly random: Random;
  private readonly over: () => boolean;
  private readonly cases: OpenCase[] = [];
  private counted = 0;

  /** @param name part of its business keys and idempotency keys, so that no two workers share one */
  constructor(name: string, client: Client, values: TaskValues, random: Random, over: () => boolean) {
    this.name = name;
    this.client = client;
    this.values = values;
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
    const { key, by, startedBy } = this.random.pick(kinds);
    const businessKey = `faults-${this.name}-${++this.counted}`;
    const account = `${by}-${1 + this.random.below(2)}`;
    const intent = { act: 'start', businessKey } as const;
    if (this.random.chance(0.3)) {
      const path = `/engine-rest/process-definition/key/${key}/start`;
      const started = await this.client.post({ account, path, body: { businessKey }, intent });
      if (started?.status === 200) this.open((started.body as { id: string }).id, key, businessKey);
      else await pause(100);
      return;
    }
    if (startedBy !== undefined && this.random.chance(0.5)) return this.startByMessage(startedBy, key, businessKey);
    const ask = { account, path: `/api/v1/processes/${key}/start`, body: { businessKey }, key: `${businessKey}-start`, intent };
    const started = await this.client.insist(ask, this.over);
    if (started?.status === 201) this.open((started.body as StartedView).instanceId, key, businessKey);
    else await pause(100);
  }

  private async startByMessage(name: string, processKey: string, businessKey: string): Promise<void> {
    const given = await this.client.insist(
      {
        account: onlooker,
        path: '/api/v1/messages',
        body: { name, businessKey, timeToLive: 'PT0S' },
        key: `${businessKey}-start`,
        intent: { act: 'start', businessKey },
      },
      this.over,
    );
    const receiver = (given?.body as Partial<MessageView> | undefined)?.receivers?.[0];
    if (receiver) this.open(receiver.instanceId, processKey, businessKey);
    else await pause(100);
  }

  private open(id: string, processKey: string, businessKey: string): void {
    this.cases.push({ id, processKey, businessKey, idle: 0 });
  }

  private async workOn(open: OpenCase): Promise<void> {
    const tasks = await this.client.get<TasksView>(onlooker, `/api/v1/tasks?instanceId=${open.id}`);
    if (!tasks) return pause(100);
    if (tasks.items.length > 0) {
      open.idle = 0;
      return this.complete(this.random.pick(tasks.items));
    }
    await this.wait(open);
  }

  /** No task: it has ended, or a message or timer comes next. */
  private async wait(open: OpenCase): Promise<void> {
    const found = await this.client.get<CaseDetailView>(onlooker, `/api/v1/cases/${open.id}`);
    const { messages } = kinds.find(({ key }) => key === open.processKey)!;
    if (found && (found.state !== 'active' || (open.idle >= 4 && messages.length > 0)))
      return void this.cases.splice(this.cases.indexOf(open), 1);
    open.idle += 1;
    const { businessKey } = open;
    for (const name of messages)
      await this.client.insist(
        {
          account: onlooker,
          path: '/api/v1/messages',
          body: { name, businessKey, timeToLive: 'PT0S' },
          key: `${businessKey}-${name}-${++this.counted}`,
          intent: { act: 'message' },
        },
        this.over,
      );
    await pause(100 + this.random.below(300));
  }

  private async complete(task: TaskView): Promise<void> {
    const people = task.assignee ? [task.assignee] : [1, 2].map((number) => `${task.candidateGroups[0]}-${number}`);
    const account = this.random.pick(people);
    const intent = { act: 'complete', taskId: task.id, instanceId: task.instanceId } as const;
    const variables = this.random.pick(this.values.of(task.processKey, task.elementId));
    const key = `${this.name}-${++this.counted}`;
    const ask = { account, path: `/api/v1/tasks/${task.id}/complete`, body: { variables }, key, intent };
    const way = this.random.next();

    if (way < 0.2) {
      const typed = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typedValue(value)]));
      await this.client.post({
        account,
        path: `/engine-rest/task/${task.id}/complete`,
        body: { variables: typed },
        intent,
      });
    } else if (way < 0.3) {
      await Promise.all(Array.from({ length: 5 }, () => this.client.insist(ask, this.over)));
    } else if (way < 0.4) {
      await Promise.all(people.map((rival) => this.client.insist({ ...ask, account: rival, key: `${key}-${rival}` }, this.over)));
    } else {
      if (way < 0.5 && !task.assignee)
        await this.client.insist(
          { account, path: `/api/v1/tasks/${task.id}/claim`, body: {}, key: `${key}-claim`, intent: { ...intent, act: 'claim' } },
          this.over,
        );
      await this.client.insist(ask, this.over);
    }
  }
}

/** As clients of Camunda write them. */
const typedValue = (value: unknown): { type: string; value: unknown } => {
  if (typeof value === 'boolean') return { type: 'Boolean', value };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'Integer' : 'Double', value };
  if (value === null) return { type: 'Null', value };
  return typeof value === 'string' ? { type: 'String', value } : { type: 'Json', value: JSON.stringify(value) };
};
