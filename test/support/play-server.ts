import type { INestApplicationContext } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Rejection, Variables } from '@gaita/contracts';
import { createApp } from '../../apps/server/src/create-app.ts';
import type { Actor } from '../../apps/server/src/identity/index.ts';
import { People } from '../../apps/server/src/identity/index.ts';
import type { HistoryActivityRow, HistoryInstanceRow } from '../../apps/server/src/instances/index.ts';
import { historyActivityTable, historyInstanceTable, Instances, StartProcess } from '../../apps/server/src/instances/index.ts';
import { JobRunner } from '../../apps/server/src/jobs/index.ts';
import { DeployModels } from '../../apps/server/src/models/index.ts';
import { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import type { Command } from '../../apps/server/src/platform/write-plan.ts';
import type { TaskRow } from '../../apps/server/src/tasks/index.ts';
import { CompleteTask, taskTable } from '../../apps/server/src/tasks/index.ts';
import { SweepDueTimers } from '../../apps/server/src/timers/index.ts';

export const day = 86_400_000;
export const hour = 3_600_000;

let commands = 0;

/** The whole server in a test's process, with the demo people, on a clock that stands still until the scenario moves it. */
export class PlayServer {
  static async start(config: Config, clock = new VirtualClock(Date.UTC(2026, 2, 2, 9))): Promise<PlayServer> {
    return new PlayServer(await createApp({ config, clock, quiet: true }), clock);
  }

  readonly app: INestApplicationContext;
  readonly clock: VirtualClock;

  private constructor(app: INestApplicationContext, clock: VirtualClock) {
    this.app = app;
    this.clock = clock;
  }

  get database(): Database {
    return this.app.get(Database);
  }

  get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.app.get(type as never);
  }

  command(account = 'system'): Command {
    return { id: `play-${process.pid}-${++commands}`, account };
  }

  /** A demo person, with the roles that they hold now. */
  async as(account: string): Promise<Actor> {
    const person = await this.get(People).byAccount(account);
    if (!person) throw new Error(`There is no demo person ${account}`);
    return this.get(People).actorOf(person, 'basic');
  }

  /** Deploys to the first institution's neighbours too: into `shared`. */
  async deploy(model: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
    const resources = Object.entries({ 'model.bpmn': model, ...files }).map(([name, content]) => ({ name, content }));
    const deployed = accepted(
      await this.get(DeployModels).run(this.command(), {
        institution: 'shared',
        name: 'test',
        resources,
        filterDuplicates: false,
      }),
    );
    return deployed.definitions[0]!.id;
  }

  /** Starts a case of the process by its key; gives its id. */
  async start(processKey: string, variables: Variables = {}, account = 'admin', businessKey?: string): Promise<string> {
    const started = await this.get(StartProcess).run(this.command(account), await this.as(account), {
      processKey,
      variables,
      ...(businessKey !== undefined && { businessKey }),
    });
    return accepted(started).instanceId;
  }

  tasks(instanceId: string): Promise<TaskRow[]> {
    return this.database.reader.find(taskTable, 'instance_id = ?', [instanceId], { orderBy: 'id' });
  }

  /** The one open task of the case. */
  async task(instanceId: string): Promise<TaskRow> {
    const [task, ...more] = await this.tasks(instanceId);
    if (!task || more.length > 0) throw new Error(`Expected one open task, but found ${more.length + (task ? 1 : 0)}`);
    return task;
  }

  async complete(taskId: string, account: string, variables: Variables = {}) {
    return this.get(CompleteTask).run(this.command(account), await this.as(account), taskId, { variables, checkForm: false });
  }

  /** Does the jobs that Gaita does itself, until there is none. */
  async doJobs(): Promise<void> {
    for (let round = 0; (await this.get(JobRunner).runDue()) > 0; round++)
      if (round === 1_000) throw new Error('there is no end of jobs');
  }

  /** Lets time pass: timers fire in the order of their times, each at its own. */
  async wait(milliseconds: number): Promise<void> {
    const until = this.clock.now() + milliseconds;
    const sweep = this.get(SweepDueTimers);
    for (let rounds = 0; ; rounds++) {
      const next = await sweep.nextDueAt();
      if (next === undefined || next > until) break;
      rounds = next > this.clock.now() ? 0 : rounds;
      if (rounds === 100) throw new Error('a timer that is due does not fire');
      this.clock.set(next);
      await sweep.run();
      await this.doJobs();
    }
    this.clock.set(until);
  }

  async history(instanceId: string): Promise<HistoryInstanceRow> {
    return (await this.database.reader.byId(historyInstanceTable, instanceId))!;
  }

  /** Elements that were entered, in journal order. */
  async entered(instanceId: string): Promise<string[]> {
    return (await this.activities(instanceId)).map(({ elementId }) => elementId);
  }

  activities(instanceId: string): Promise<HistoryActivityRow[]> {
    return this.database.reader.find(historyActivityTable, 'instance_id = ?', [instanceId], { orderBy: 'position' });
  }

  /** A variable of the running case. */
  async variable(instanceId: string, name: string) {
    const loaded = await this.get(Instances).load(instanceId);
    return loaded?.snapshot.scopes[instanceId]?.variables?.[name]?.value;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}

/** The answer of a command that must not be refused. */
export function accepted<A>(answer: A | Rejection): A {
  if (isRejection(answer)) throw new Error(`Refused: ${answer.code}: ${answer.message}`);
  return answer;
}

/** The refusal of a command that must be refused. */
export function refusal(answer: unknown): Rejection {
  if (!isRejection(answer)) throw new Error(`Expected a refusal, but got ${JSON.stringify(answer)}`);
  return answer;
}
