import type { INestApplicationContext } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Calendars, People } from '../identity/index.ts';
import { historyInstanceTable, StartProcess } from '../instances/index.ts';
import { JobRunner } from '../jobs/index.ts';
import { CorrelateMessage, SweepDeliveries } from '../messages/index.ts';
import type { VirtualClock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { TaskRow } from '../tasks/index.ts';
import { ClaimTask, CompleteTask, taskTable } from '../tasks/index.ts';
import { SweepDueTimers } from '../timers/index.ts';
import type { StoryAct } from './tell-story.ts';

/** Where a case stands on the stage. */
export interface StagedCase {
  readonly process: string;
  readonly institution: string;
  readonly businessKey: string;
  instanceId?: string;
}

/** A server whose clock we hold: stories are played on it by the commands that people's clicks would run. */
export class Stage {
  private readonly actors = new Map<string, Actor>();
  private readonly database: Database;

  constructor(
    private readonly server: INestApplicationContext,
    private readonly clock: VirtualClock,
  ) {
    this.database = server.get(Database);
  }

  calendarOf(institution: string): Promise<Calendar> {
    return this.server.get(Calendars).of(institution);
  }

  /** Lets time pass: what falls due on the way fires at its own time, and its work is done before time goes on. */
  async goTo(time: number): Promise<void> {
    const timers = this.server.get(SweepDueTimers);
    for (let due = await timers.nextDueAt(); due !== undefined && due <= time; due = await timers.nextDueAt()) {
      const late = due <= this.clock.now();
      this.clock.set(due);
      const fired = await timers.run();
      await this.settle();
      // A timer that cannot fire must not hold up everything else.
      if (late && fired === 0) break;
    }
    this.clock.set(time);
  }

  /** Lets the work that the last command left behind be done. */
  async settle(): Promise<void> {
    await this.server.get(JobRunner).runDue();
  }

  /** Deliveries that nobody took at once. */
  async deliver(): Promise<void> {
    await this.server.get(SweepDeliveries).run();
    await this.settle();
  }

  async act(staged: StagedCase, act: StoryAct): Promise<Rejection | undefined> {
    const answer = await this.perform(staged, act);
    await this.settle();
    return isRejection(answer) ? answer : undefined;
  }

  /** The person takes the task before working on it. */
  async claim(staged: StagedCase, elementId: string, account: string): Promise<void> {
    const task = await this.openTask(staged, elementId, account);
    if (task?.assignee === null)
      await this.server.get(ClaimTask).run(this.command(account), await this.actor(account), task.taskId);
  }

  private async perform(staged: StagedCase, act: StoryAct): Promise<unknown> {
    const { institution, businessKey, process } = staged;
    if (act.act === 'start') {
      const request = { processKey: process, institution, businessKey, variables: act.variables };
      const started = await this.server.get(StartProcess).run(this.command(act.as), await this.actor(act.as), request);
      if (!isRejection(started)) staged.instanceId = started.instanceId;
      return started;
    }
    if (act.act === 'complete') {
      const task = await this.openTask(staged, act.elementId, act.as);
      if (!task) return rejected('task-unknown', `Nobody waits at ${act.elementId} of ${businessKey}.`);
      const account = task.assignee ?? act.as;
      const completion = { variables: act.variables, checkForm: false };
      return this.server.get(CompleteTask).run(this.command(account), await this.actor(account), task.taskId, completion);
    }
    const message = { name: act.message, institution, businessKey, variables: act.variables, timeToLive: 'PT0S', all: false };
    const sent = await this.server.get(CorrelateMessage).run(this.command('system'), message);
    if (act.act === 'startByMessage' && !isRejection(sent)) staged.instanceId = await this.newest(staged);
    return sent;
  }

  private async newest({ process, businessKey, institution }: StagedCase): Promise<string | undefined> {
    const where = 'process_key = ? AND business_key = ? AND institution = ?';
    const parameters = [process, businessKey, institution];
    return (await this.database.reader.findOne(historyInstanceTable, where, parameters, 'started_at DESC, id DESC'))?.id;
  }

  /** One that the person may take; else the one of somebody else, who then plays the part (the manager of a service, say). */
  private async openTask({ instanceId }: StagedCase, elementId: string, account: string): Promise<TaskRow | undefined> {
    if (instanceId === undefined) return undefined;
    const where = 'instance_id = ? AND element_id = ?';
    const open = await this.database.reader.find(taskTable, where, [instanceId, elementId], { orderBy: 'created_at, id' });
    // Agreements wait side by side, each for another role.
    const roles = new Set(open.length > 1 ? (await this.actor(account)).roles.map(({ role }) => role) : []);
    const offered = open.filter(({ candidateGroups }) => candidateGroups.some((group) => roles.has(group)));
    const theirs = offered.length > 0 ? offered : open;
    return theirs.find(({ assignee }) => assignee === null || assignee === account) ?? theirs[0];
  }

  private async actor(account: string): Promise<Actor> {
    const known = this.actors.get(account);
    if (known) return known;
    const people = this.server.get(People);
    const person = await people.byAccount(account);
    if (!person) throw new Error(`The demo has no ${account}.`);
    const actor = await people.actorOf(person, 'basic');
    this.actors.set(account, actor);
    return actor;
  }

  private command(account: string) {
    return { id: this.server.get(Ids).next(), account };
  }
}
