import { beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../platform/clock.ts';
import type { Committer } from '../platform/committer.ts';
import type { Ids } from '../platform/ids.ts';
import type { Claim } from '../platform/write-plan.ts';
import { JobHandlers } from './job-handlers.ts';
import { JobRunner } from './job-runner.ts';
import type { Holder } from './job-rules.ts';
import { continueTopic } from './job-rules.ts';
import type { RunJob } from './run-job.ts';
import type { JobRow, jobTable } from './tables.ts';

/** A table of jobs that are due, as the runner asks for them. */
class DueJobs {
  readonly waiting: JobRow[] = [];
  readonly claims: Claim<typeof jobTable>[] = [];
  fails = false;
  private made = 0;

  add(topic: string, count = 1): void {
    for (let n = 0; n < count; n++)
      this.waiting.push({ id: `j${++this.made}`, topic, lockNumber: 0, revision: 1, institution: 'here' } as JobRow);
  }

  async claim(claim: Claim<typeof jobTable>): Promise<JobRow[]> {
    this.claims.push(claim);
    if (this.fails) throw new Error('the database is away');
    const [topics, , own = []] = claim.parameters as [string[], number, string[]?];
    const taken = this.waiting.filter(({ id, topic }) => topics.includes(topic) && !own.includes(id)).slice(0, claim.limit);
    for (const job of taken) this.waiting.splice(this.waiting.indexOf(job), 1);
    return taken.map((job) => ({ ...job, ...claim.set(job) }));
  }
}

/** What has to happen by itself happens within so many turns. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('The runner of jobs', () => {
  let jobs: DueJobs;
  let clock: VirtualClock;
  let handlers: JobHandlers;
  let runner: JobRunner;
  let atWork: Map<string, { topic: string; holder: Holder; finish: () => void }>;

  beforeEach(() => {
    jobs = new DueJobs();
    clock = new VirtualClock(1_000_000);
    handlers = new JobHandlers();
    handlers.register('mail', async () => ({}));
    handlers.registerAnswering('scan', async () => ({ variables: {}, localVariables: {} }), 2);
    atWork = new Map();
    const runJob = {
      run: ({ id, topic }: JobRow, holder: Holder) =>
        new Promise<void>((resolve) => {
          const finish = (): void => {
            atWork.delete(id);
            resolve();
          };
          atWork.set(id, { topic, holder, finish });
        }),
    };
    runner = new JobRunner(jobs as unknown as Committer, handlers, runJob as unknown as RunJob, clock, {
      next: () => 'own',
    } as unknown as Ids);
  });

  const ids = () => [...atWork.keys()];
  const finish = async (...wanted: string[]) => {
    for (const id of wanted) atWork.get(id)!.finish();
    await settle();
  };
  const hasEnded = async (work: Promise<unknown>) => {
    let ended = false;
    void work.then(() => (ended = true));
    await settle();
    return ended;
  };

  it('does what is due and tells how much that was', async () => {
    jobs.add('mail', 2);
    jobs.add(continueTopic);
    jobs.add('print');
    const work = runner.runDue();
    expect(await hasEnded(work)).toBe(false);
    expect(ids()).toEqual(['j1', 'j2', 'j3']);
    await finish('j2', 'j1');
    expect(await hasEnded(work)).toBe(false);
    await finish('j3');
    expect(await hasEnded(work)).toBe(true);
    expect(await work).toBe(3);
    // a topic without a handler is left to a worker outside
    expect(jobs.waiting.map(({ topic }) => topic)).toEqual(['print']);
    const none = runner.runDue();
    expect(await hasEnded(none)).toBe(true);
    expect(await none).toBe(0);
  });

  it('takes what is due now, under a short lock of its own', async () => {
    jobs.add('mail');
    void runner.runDue();
    await settle();
    const [{ where, parameters, orderBy, set }] = jobs.claims as [Claim<typeof jobTable>];
    expect(where).toBe('topic IN (?) AND retries > 0 AND available_at <= ?');
    expect(parameters).toEqual([[continueTopic, 'mail', 'scan'], 1_000_000]);
    expect(orderBy).toBe('available_at, id');
    expect(set({ lockNumber: 4, revision: 7 } as JobRow)).toEqual({
      lockOwner: 'gaita-own',
      lockExpiresAt: 1_006_000,
      availableAt: 1_006_000,
      lockNumber: 5,
      revision: 8,
    });
    expect(atWork.get('j1')!.holder).toEqual({ workerId: 'gaita-own', lockNumber: 1 });
  });

  it('works on eight at once, and takes the next one as soon as one of them ends', async () => {
    jobs.add('mail', 11);
    const work = runner.runDue();
    await settle();
    expect(ids()).toHaveLength(8);
    const asked = jobs.claims.length;
    await finish('j5');
    expect(ids()).toEqual(['j1', 'j2', 'j3', 'j4', 'j6', 'j7', 'j8', 'j9']);
    // while all hands are full it does not ask
    void runner.runDue();
    await settle();
    expect(jobs.claims).toHaveLength(asked + 1);
    await finish('j1', 'j2', 'j3');
    expect(ids()).toEqual(['j4', 'j6', 'j7', 'j8', 'j9', 'j10', 'j11']);
    await finish(...ids());
    expect(await hasEnded(work)).toBe(true);
    expect(await work).toBe(11);
  });

  it('works on no more of a slow topic than may be, and on others meanwhile', async () => {
    jobs.add('scan', 4);
    jobs.add('mail', 2);
    const work = runner.runDue();
    await settle();
    expect(ids()).toEqual(['j1', 'j2', 'j5', 'j6']);
    // what it works on is not asked for again, though its lock may have ended
    expect(jobs.claims.at(-1)).toMatchObject({
      where: 'topic IN (?) AND retries > 0 AND available_at <= ? AND id NOT IN (?)',
      parameters: [[continueTopic, 'mail'], 1_000_000, ['j1', 'j2']],
      limit: 6,
    });
    await finish('j1');
    expect(ids()).toEqual(['j2', 'j5', 'j6', 'j3']);
    await finish('j2', 'j3');
    await finish(...ids());
    expect(await hasEnded(work)).toBe(true);
    expect(await work).toBe(6);
  });

  it('takes what comes while it works', async () => {
    jobs.add('mail');
    const work = runner.runDue();
    await settle();
    jobs.add('mail');
    runner.wake('mail');
    await settle();
    expect(ids()).toEqual(['j1', 'j2']);
    await finish('j1', 'j2');
    expect(await hasEnded(work)).toBe(true);
    expect(await work).toBe(2);
  });

  it('wakes for its own topics and the rest of long steps, not for a worker’s', async () => {
    for (const [topic, isOwn] of [
      ['print', false],
      ['mail', true],
      [continueTopic, true],
    ] as const) {
      const asked = jobs.claims.length;
      runner.wake(topic);
      await settle();
      expect([topic, jobs.claims.length > asked]).toEqual([topic, isOwn]);
    }
  });

  it('goes on after the database was away', async () => {
    jobs.add('mail');
    jobs.fails = true;
    const failing = runner.runDue();
    expect(await hasEnded(failing)).toBe(true);
    expect(await failing).toBe(0);
    jobs.fails = false;
    void runner.runDue();
    await settle();
    expect(ids()).toEqual(['j1']);
  });

  it('makes locks longer in time, of what is not abandoned', async () => {
    jobs.add('mail');
    void runner.runDue();
    await settle();
    const renewed = async () => {
      const asked = jobs.claims.length;
      await runner.renew();
      return jobs.claims[asked];
    };
    clock.advance(999);
    expect(await renewed()).toBeUndefined();
    clock.advance(1);
    const renewal = (await renewed())!;
    expect(renewal).toMatchObject({ where: 'id IN (?) AND lock_owner = ?', parameters: [['j1'], 'gaita-own'], limit: 1 });
    const until = clock.now() + 6_000;
    expect(renewal.set({ revision: 7 } as JobRow)).toEqual({ lockExpiresAt: until, availableAt: until, revision: 8 });
    clock.advance(28_999);
    expect(await renewed()).toBeDefined();
    clock.advance(1);
    expect(await renewed()).toBeUndefined();
  });

  it('takes nothing more when it stops, and ends after what it works on', async () => {
    jobs.add('mail', 9);
    void runner.runDue();
    await settle();
    const stopped = runner.stop();
    expect(await hasEnded(stopped)).toBe(false);
    await finish(...ids());
    expect(await hasEnded(stopped)).toBe(true);
    expect(await hasEnded(runner.runDue())).toBe(true);
    expect(jobs.waiting).toHaveLength(1);
  });
});

describe('Who does the jobs of a topic', () => {
  it('is one alone', () => {
    const handlers = new JobHandlers();
    handlers.register('mail', async () => undefined);
    expect(() => handlers.register('mail', async () => ({}))).toThrow('mail');
    expect(() => handlers.registerAnswering('mail', async () => ({ variables: {}, localVariables: {} }), 1)).toThrow('mail');
    expect([handlers.topics, handlers.find('scan')]).toEqual([['mail'], undefined]);
  });

  it('need not write anything', async () => {
    const handlers = new JobHandlers();
    handlers.register('mail', async () => undefined);
    expect(await handlers.find('mail')!.handle({} as never)).toEqual({ variables: {}, localVariables: {} });
  });
});
