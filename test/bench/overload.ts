import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../faults/random.ts';
import { BenchClient } from './bench-client.ts';
import { benchmarkModel } from './benchmark-model.ts';
import type { Arrived } from './open-loop.ts';
import { openLoop } from './open-loop.ts';
import { forSeconds } from './rounds.ts';
import { startCases } from './start-cases.ts';
import { startReplica } from './start-replica.ts';
import { figures, ofRounds } from './statistics.ts';
import type { BenchDatabase } from './throw-away-databases.ts';
import { databaseNames, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

/** What a round of load found. */
interface Round {
  readonly millis: readonly number[];
  readonly refused: number;
  readonly perSecond: number;
}

/**
 * Completions of tasks of the benchmark model: how many a second the server does, how long one takes at 70 % of that, and what becomes
 * of three times as many. Rounds of both loads in turn; requests come at moments of their own (`openLoop`).
 */
export const benchOverload = ({ quick, random, say }: Settings): Promise<Row[]> =>
  onEach(databaseNames.slice(-1), async (database) => {
    const rounds = quick ? 1 : 5;
    const seconds = quick ? 0.4 : 8;
    const replica = await startReplica({ database: database.url });
    const client = new BenchClient(replica.address);
    try {
      await client.deploy({ 'model.bpmn': benchmarkModel() });
      const work = new Completions(client, database);
      say('cases are started');
      const warm = await work.closed(seconds);
      const capacities: number[] = [];
      for (let round = 0; round < rounds; round++) capacities.push(await work.closed(seconds / 2, 2 * warm));
      const capacity = ofRounds(capacities);
      const moderate: Round[] = [];
      const heavy: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        say(`round ${round + 1}: 70 % of ${capacity.value.toFixed(0)} a second, then 300 %`);
        moderate.push(await work.load(0.7 * capacity.value, seconds, random));
        heavy.push(await work.load(3 * capacity.value, seconds, random));
        await pause(1_000);
      }
      const p99 = ofRounds(moderate.map(({ millis }) => figures(millis).p99));
      const p99Heavy = ofRounds(heavy.map(({ millis }) => figures(millis).p99));
      const ratios = heavy.map(({ millis }, at) => figures(millis).p99 / figures(moderate[at]?.millis ?? []).p99);
      const { lost, doubled, unasked } = await work.compare();
      return [
        { name: '32 at once: completions a second', ...capacity, unit: '' },
        { name: '70 %: median', ...ofRounds(moderate.map(({ millis }) => figures(millis).median)), unit: 'ms' },
        { name: '70 %: p99', ...p99, unit: 'ms', bound: 150 },
        { name: '70 %: refused', value: refusedOf(moderate), unit: '%', bound: 0 },
        { name: '300 %: completions a second', ...ofRounds(heavy.map(({ perSecond }) => perSecond)), unit: '' },
        { name: '300 %: refused', value: refusedOf(heavy), unit: '%' },
        { name: '300 %: median of what is accepted', ...ofRounds(heavy.map(({ millis }) => figures(millis).median)), unit: 'ms' },
        { name: '300 %: p99 of what is accepted', ...p99Heavy, unit: 'ms' },
        { name: '300 %: p99 ÷ p99 at 70 %', ...ofRounds(ratios), unit: '', bound: 2 },
        { name: 'refused without saying when to come again', value: work.impolite, unit: '', bound: 0 },
        { name: 'acknowledged and lost', value: lost, unit: '', bound: 0 },
        { name: 'done twice', value: doubled, unit: '', bound: 0 },
        { name: 'refused and done all the same', value: unasked, unit: '', bound: 0 },
      ];
    } finally {
      client.close();
      await replica.stop();
    }
  });

/** Per cent of all requests. */
function refusedOf(rounds: readonly Round[]): number {
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  const done = rounds.reduce((sum, { millis }) => sum + millis.length, 0);
  return (100 * refused) / (refused + done);
}

/** Tasks that wait, and what became of the requests to complete them. */
class Completions {
  impolite = 0;
  private readonly client: BenchClient;
  private readonly database: BenchDatabase;
  private open: string[] = [];
  private readonly done = new Set<string>();
  private readonly refused = new Set<string>();

  constructor(client: BenchClient, database: BenchDatabase) {
    this.client = client;
    this.database = database;
  }

  /** As many tasks as asked wait: those of started cases, and those that completions have opened. */
  async fill(count: number): Promise<void> {
    await this.look();
    const missing = Math.ceil(count) - this.open.length;
    if (missing > 0) await startCases(this.client, missing);
    await this.look();
  }

  /**
   * Completions a second by 32 clients, each sending the next when it is answered.
   * @param atMost a second, for which tasks must wait; once more with twice as many when that was too few
   */
  async closed(seconds: number, atMost = 800): Promise<number> {
    for (let count = atMost * seconds; ; count *= 2) {
      await this.fill(count);
      let done = 0;
      let enough = true;
      const { seconds: took } = await forSeconds(seconds, 32, async () => {
        const answer = await this.complete();
        if (answer === 'done') return done++;
        if (answer === 'none') enough = false;
        return pause(100);
      });
      if (enough) return done / took;
    }
  }

  async load(perSecond: number, seconds: number, random: Random): Promise<Round> {
    let answers: Arrived<'done' | 'refused' | 'none'>[];
    // more is never accepted; what is refused waits on
    let count = perSecond * seconds + 500;
    do {
      await this.fill(count);
      await pause(1_000);
      answers = await openLoop(perSecond, seconds, random, () => this.complete());
      count *= 2;
    } while (answers.some(({ answer }) => answer === 'none'));
    const millis = answers.filter(({ answer }) => answer === 'done').map(({ took }) => took);
    return { millis, refused: answers.length - millis.length, perSecond: millis.length / seconds };
  }

  /** Ledger and database. */
  async compare(): Promise<{ lost: number; doubled: number; unasked: number }> {
    const rows = await this.database.query("SELECT id FROM history_task WHERE outcome = 'completed'");
    const ended = new Set(rows.map(({ id }) => String(id)));
    const entries = await this.database.query(
      'SELECT task_id, COUNT(*) AS n FROM history_activity WHERE task_id IS NOT NULL GROUP BY task_id HAVING COUNT(*) > 1',
    );
    return {
      lost: [...this.done].filter((id) => !ended.has(id)).length,
      doubled: entries.length,
      unasked: [...this.refused].filter((id) => ended.has(id) && !this.done.has(id)).length,
    };
  }

  /** `none`: no task waits, the machine is quicker than it was. */
  private async complete(): Promise<'done' | 'refused' | 'none'> {
    const id = this.open.pop();
    if (id === undefined) return 'none';
    const { status, headers, body } = await this.client.send({
      path: `/engine-rest/task/${id}/complete`,
      body: { variables: {} },
      as: 'case-handler-1',
    });
    if (status < 300) {
      this.done.add(id);
      return 'done';
    }
    if (status !== 503 && status !== 429) throw new Error(`${status} ${JSON.stringify(body)}`);
    if (!(Number(headers['retry-after']) >= 0)) this.impolite++;
    this.refused.add(id);
    // somebody else comes with it later
    this.open.unshift(id);
    return 'refused';
  }

  private async look(): Promise<void> {
    this.open = (await this.database.query('SELECT id FROM task ORDER BY id')).map(({ id }) => String(id));
  }
}
