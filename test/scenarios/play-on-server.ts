import { isRejection } from '@gaita/contracts';
import type { Rejection, Scenario, ScenarioStep } from '@gaita/contracts';
import type { Calendar } from '@gaita/calendar';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../../apps/server/src/identity/index.ts';
import { Calendars, Institutions, People } from '../../apps/server/src/identity/index.ts';
import { historyInstanceTable, StartProcess } from '../../apps/server/src/instances/index.ts';
import { CorrelateMessage } from '../../apps/server/src/messages/index.ts';
import type { CorrelateRequest } from '../../apps/server/src/messages/index.ts';
import type { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { Ids } from '../../apps/server/src/platform/ids.ts';
import type { Command } from '../../apps/server/src/platform/write-plan.ts';
import { CompleteTask, ListTasks, taskTable } from '../../apps/server/src/tasks/index.ts';
import { startTimerTable } from '../../apps/server/src/timers/index.ts';
import { afterWait, localMillis } from '../support/scenario-time.ts';
import { passTime, settle } from '../support/settle.ts';
import type { CaseFacts } from './case-facts.ts';
import { readFacts } from './case-facts.ts';
import { differences } from './differences.ts';

/** The story cannot go on, or is not as it was told: a sentence for the process owner. */
export class StoryDiffers extends Error {
  override readonly name = 'StoryDiffers';
}

/** Plays one scenario on a server, by the commands that people and other systems use. */
export class PlayOnServer {
  private readonly app: INestApplicationContext;
  private readonly clock: VirtualClock;
  private readonly processKey: string;
  private readonly scenario: Scenario;
  private institution = '';
  private calendar!: Calendar;
  private instanceId: string | undefined;

  constructor(app: INestApplicationContext, clock: VirtualClock, processKey: string, scenario: Scenario) {
    this.app = app;
    this.clock = clock;
    this.processKey = processKey;
    this.scenario = scenario;
  }

  /** @throws StoryDiffers */
  async begin(): Promise<void> {
    const { institution, start } = this.scenario;
    this.institution = institution ?? (await this.app.get(Institutions).default()).id;
    this.calendar = await this.app.get(Calendars).of(this.institution);
    if ('timer' in start) this.instanceId = await this.startByTimer(start.timer);
    else if ('message' in start) {
      const { message: name, businessKey, with: variables = {}, as = 'system' } = start;
      const started = await this.send(as, { name, variables, ...(businessKey !== undefined && { businessKey }) });
      this.instanceId = started.receivers.find(({ effect }) => effect === 'started')?.instanceId;
    } else {
      const { as = 'admin', businessKey, with: variables = {} } = start;
      const request = { processKey: this.processKey, institution: this.institution, variables };
      const actor = await this.person(as);
      const given = { ...request, ...(businessKey !== undefined && { businessKey }) };
      this.instanceId = accepted(await this.app.get(StartProcess).run(this.command(as), actor, given)).instanceId;
    }
    await settle(this.app);
    await this.refuseTroubles();
  }

  /** @throws StoryDiffers */
  async step(step: ScenarioStep): Promise<void> {
    if ('expect' in step) {
      const found = differences(step.expect, await this.facts());
      if (found.length > 0) throw new StoryDiffers(`The case ${found.join('; it ')}.`);
      return;
    }
    if ('complete' in step) for (const account of [step.as].flat()) await this.complete(step.complete, account, step.with);
    else if ('wait' in step) await this.until(afterWait(this.calendar, step.wait, this.clock.now()));
    else if ('until' in step) await this.until(localMillis(this.calendar, step.until));
    else {
      const { message: name, businessKey, with: variables = {} } = step;
      await this.send('system', {
        name,
        variables,
        ...(businessKey === undefined ? { processInstanceId: this.id } : { businessKey }),
      });
    }
    await settle(this.app);
    await this.refuseTroubles();
  }

  facts(): Promise<CaseFacts> {
    return readFacts(this.app, this.id);
  }

  private get id(): string {
    if (this.instanceId === undefined) throw new StoryDiffers('The case did not begin.');
    return this.instanceId;
  }

  private async startByTimer(elementId: string): Promise<string | undefined> {
    const { reader } = this.app.get(Database);
    const timer = await reader.findOne(startTimerTable, 'process_key = ? AND element_id = ?', [this.processKey, elementId]);
    if (!timer) throw new StoryDiffers(`The timer ${elementId} is not scheduled.`);
    await this.until(timer.dueAt);
    const begun = 'process_key = ? AND start_element_id = ?';
    return (await reader.findOne(historyInstanceTable, begun, [this.processKey, elementId]))?.id;
  }

  private async complete(elementId: string, account: string, variables = {}): Promise<void> {
    const actor = await this.person(account);
    const asked = { instanceId: this.id, elementId };
    const oldest = { sort: [{ by: 'created' }], limit: 1 } as const;
    const [held] = await this.app.get(ListTasks).rows(actor, { ...asked, view: 'mine' }, oldest);
    const [offered] = await this.app.get(ListTasks).rows(actor, { ...asked, view: 'group' }, oldest);
    const task = held ?? offered;
    if (!task) throw new StoryDiffers(`${account} has no task ${elementId}. ${await this.openTasks()}`);
    const completion = { variables, checkForm: true };
    accepted(await this.app.get(CompleteTask).run(this.command(account), actor, task.taskId, completion), `${account}: `);
    await settle(this.app);
  }

  private async openTasks(): Promise<string> {
    const open = await this.app.get(Database).reader.find(taskTable, 'instance_id = ?', [this.id], { orderBy: 'id' });
    const shown = open.map(
      ({ elementId, assignee, candidateGroups }) => `${elementId} (${assignee ?? candidateGroups.join(', ')})`,
    );
    return `Open are: ${shown.join(', ') || 'none'}.`;
  }

  /** Refused when nobody waits for it: what a scenario sends is meant for somebody. */
  private async send(
    account: string,
    message: Pick<CorrelateRequest, 'name' | 'variables' | 'businessKey' | 'processInstanceId'>,
  ) {
    const request = { ...message, institution: this.institution, timeToLive: 'PT0S', all: false };
    return accepted(await this.app.get(CorrelateMessage).run(this.command(account), request));
  }

  private until(moment: number): Promise<void> {
    return passTime(this.app, this.clock, moment);
  }

  private async person(account: string): Promise<Actor> {
    const people = this.app.get(People);
    const person = await people.byAccount(account);
    if (!person) throw new StoryDiffers(`There is no ${account}.`);
    return people.actorOf(person, 'session');
  }

  private command(account: string): Command {
    return { id: this.app.get(Ids).next(), account };
  }

  private async refuseTroubles(): Promise<void> {
    const { troubles } = await this.facts();
    if (troubles.length > 0) throw new StoryDiffers(troubles.join('; '));
  }
}

function accepted<A>(answer: A | Rejection, who = ''): A {
  if (isRejection(answer)) throw new StoryDiffers(`${who}${answer.message}${detailsOf(answer)}`);
  return answer;
}

const detailsOf = ({ code, details }: Rejection): string =>
  code === 'form-invalid' && details !== undefined ? ` ${JSON.stringify(details)}` : '';
