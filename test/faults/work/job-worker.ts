import type { Client } from '../client.ts';
import type { Random } from '../random.ts';
import { effectTopic, poisonTopic } from './models.ts';

interface Job {
  readonly id: string;
  readonly topicName: string;
}

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
/** Workers are programs with an administrator's account. */
const account = 'admin';
/** When the clients have stopped it goes on until nothing was there for longer than any lock, milliseconds; and how long at most. */
const outlasting = 7_000;
const longestSettling = 60_000;

/**
 * A worker outside, as clients of Camunda are: takes jobs for short times, does them, is late now and then, and says so
 * nevertheless. What it did stands in the ledger by the job's id, the idempotency key.
 */
export class JobWorker {
  private readonly workerId: string;
  private readonly client: Client;
  private readonly random: Random;
  private readonly over: () => boolean;
  private readonly settles: boolean;

  constructor(workerId: string, client: Client, random: Random, over: () => boolean, settles: boolean) {
    this.workerId = workerId;
    this.client = client;
    this.random = random;
    this.over = over;
    this.settles = settles;
  }

  async run(): Promise<void> {
    let seen = Date.now();
    let end = Infinity;
    const goesOn = () => {
      if (!this.over()) return true;
      end = Math.min(end, Date.now() + longestSettling);
      return this.settles && Date.now() < Math.min(end, seen + outlasting);
    };
    while (goesOn()) {
      // sometimes shorter than the work takes
      const lockDuration = this.random.chance(0.3) ? 300 + this.random.below(700) : 5_000;
      const jobs = await this.fetch(lockDuration);
      await Promise.all((jobs ?? []).map((job) => this.work(job, lockDuration)));
      if (!jobs || jobs.length === 0) await pause(200);
      // no answer does not say that nothing is there
      if (!jobs || jobs.length > 0) seen = Date.now();
    }
  }

  private async fetch(lockDuration: number): Promise<readonly Job[] | undefined> {
    const topics = [effectTopic, poisonTopic].map((topicName) => ({ topicName, lockDuration }));
    const answer = await this.client.post({
      account,
      path: '/engine-rest/external-task/fetchAndLock',
      body: { workerId: this.workerId, maxTasks: 3, asyncResponseTimeout: 500, topics },
      intent: { act: 'fetch', workerId: this.workerId },
    });
    return answer?.status === 200 ? (answer.body as Job[]) : undefined;
  }

  private async work({ id: jobId, topicName }: Job, lockDuration: number): Promise<void> {
    const { workerId } = this;
    const say = (what: 'complete' | 'failure', more: object) =>
      this.client.post({
        account,
        path: `/engine-rest/external-task/${jobId}/${what}`,
        body: { workerId, ...more },
        intent: { act: what === 'complete' ? 'finish' : 'fail', workerId, jobId },
      });
    if (topicName === poisonTopic) return void (await say('failure', { errorMessage: 'It cannot be done.', retries: 0 }));
    if (this.random.chance(0.1))
      return void (await say('failure', { errorMessage: 'Not now.', retries: 3, retryTimeout: this.random.below(500) }));
    // with a short lock it is late every other time, so that another worker has the job meanwhile
    await pause(this.random.chance(0.5) ? lockDuration * this.random.between(0, 0.5) : Math.min(2_500, lockDuration * 1.5));
    await this.client.note({ entry: 'effect', at: Date.now(), jobId });
    await say('complete', { variables: { effectBy: { type: 'String', value: workerId } } });
  }
}
