import { isRejection } from '@gaita/contracts';
import type { Rejection, Scenario, ScenarioExpectation, ScenarioStart, ScenarioStep, Variables } from '@gaita/contracts';
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
import { filledForm } from './filled-form.ts';

type StartByMessage = Extract<ScenarioStart, { message: string }>;
type StartByHand = Exclude<ScenarioStart, StartByMessage | { timer: string }>;

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
  async begin(): Promise<CaseFacts> {
    const { institution, start } = this.scenario;
    this.institution = institution ?? (await this.app.get(Institutions).default()).id;
    this.calendar = await this.app.get(Calendars).of(this.institution);
    if ('timer' in start) this.instanceId = await this.startByTimer(start.timer);
    else if ('message' in start) this.instanceId = await this.startByMessage(start);
    else this.instanceId = await this.startByHand(start);
    return this.afterwards();
  }

  /** @throws StoryDiffers */
  async step(step: ScenarioStep): Promise<CaseFacts> {
    if ('expect' in step) return this.compare(step.expect);
    if ('complete' in step) for (const account of [step.as].flat()) await this.complete(step.complete, account, step.with);
    else if ('agree' in step)
      for (const account of [step.as].flat()) await this.complete(`${step.agree}.opinion`, account, { opinion: 'agree' });
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
    return this.afterwards();
  }

  facts(): Promise<CaseFacts> {
    return readFacts(this.app, this.id);
  }

  private get id(): string {
    if (this.instanceId === undefined) throw new StoryDiffers('The case did not begin.');
    return this.instanceId;
  }

  private async startByHand({ as = 'admin', businessKey, with: variables = {} }: StartByHand): Promise<string> {
    const actor = await this.person(as);
    const request = { processKey: this.processKey, institution: this.institution, variables, ...given({ businessKey }) };
    return accepted(await this.app.get(StartProcess).run(this.command(as), actor, request)).instanceId;
  }

  private async startByMessage({ message: name, as = 'system', businessKey, with: variables = {} }: StartByMessage) {
    const { receivers } = await this.send(as, { name, variables, ...given({ businessKey }) });
    return receivers.find(({ effect }) => effect === 'started')?.instanceId;
  }

  private async startByTimer(elementId: string): Promise<string | undefined> {
    const { reader } = this.app.get(Database);
    const timer = await reader.findOne(startTimerTable, 'process_key = ? AND element_id = ?', [this.processKey, elementId]);
    if (!timer) throw new StoryDiffers(`The timer ${elementId} is not scheduled.`);
    await this.until(timer.dueAt);
    const begun = 'process_key = ? AND start_element_id = ?';
    return (await reader.findOne(historyInstanceTable, begun, [this.processKey, elementId]))?.id;
  }

  private async complete(elementId: string, account: string, variables: Variables = {}): Promise<void> {
    const actor = await this.person(account);
    const asked = { instanceId: this.id, elementId };
    const oldest = { sort: [{ by: 'created' }], limit: 1 } as const;
    const [held] = await this.app.get(ListTasks).rows(actor, { ...asked, view: 'mine' }, oldest);
    const [offered] = await this.app.get(ListTasks).rows(actor, { ...asked, view: 'group' }, oldest);
    const task = held ?? offered;
    if (!task) throw new StoryDiffers(`${account} has no task ${elementId}. ${await this.openTasks()}`);
    const completion = { variables: await filledForm(this.app, task, variables), checkForm: true };
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

  private async afterwards(): Promise<CaseFacts> {
    await settle(this.app);
    const facts = await this.facts();
    if (facts.troubles.length > 0) throw new StoryDiffers(facts.troubles.join('; '));
    return facts;
  }

  private async compare(expected: ScenarioExpectation): Promise<CaseFacts> {
    const facts = await this.facts();
    const found = differences(expected, facts);
    if (found.length > 0) throw new StoryDiffers(`The case ${found.join('; it ')}.`);
    return facts;
  }
}

const given = ({ businessKey }: { businessKey: string | undefined }) => (businessKey === undefined ? {} : { businessKey });

function accepted<A>(answer: A | Rejection, who = ''): A {
  if (isRejection(answer)) throw new StoryDiffers(`${who}${answer.message}`);
  return answer;
}
