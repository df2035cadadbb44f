import { Logger } from '@nestjs/common';
import mysql from 'mysql2/promise';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import { Repeat } from '../repeat.ts';

type Named = { readonly name: string };

/**
 * Migrations only add, so that replicas of the release before go on working beside the new ones. One that takes something away comes a
 * release later and is called `Contract<timestamp of the migration whose program stopped using it>…<own timestamp>`.
 */
export const neededBy = (name: string): number | undefined => {
  const found = /^Contract(\d{13})/.exec(name);
  return found ? Number(found[1]) : undefined;
};

export const timestampOf = (name: string): number => Number(name.slice(-13));

/** What was done to the database that this program has never heard of. */
export const unknownTo = (migrations: readonly Named[], done: readonly string[]): string[] => {
  const known = new Set(migrations.map(({ name }) => name));
  return done.filter((name) => !known.has(name));
};

/** Milliseconds between two looks. */
const usually = 10_000;
/** Milliseconds in which the database takes the lock back of a program that stops. */
const longestFarewell = 2_000;
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
const log = new Logger('platform');

/**
 * On a database that replicas share: tells the others by a named lock up to which migration this program knows, and notices when a
 * later program has been here. The database gives the lock back when the connection ends, however the process does.
 */
export class ProgramLevel {
  /** Comes true, with a sentence for the operator, when something that this program uses was taken away: it must stop. */
  readonly unfit: Promise<string>;
  private readonly options: ConnectionOptions;
  private readonly migrations: readonly Named[];
  private readonly every: number;
  private readonly rounds: Repeat;
  private connection: Connection | undefined;
  private tellUnfit: (sentence: string) => void = () => {};
  private told = '';

  constructor(options: ConnectionOptions, migrations: readonly Named[], every = usually) {
    this.options = options;
    this.migrations = migrations;
    this.every = every;
    this.rounds = new Repeat('looking for a later program', every, () => this.look());
    this.unfit = new Promise((resolve) => (this.tellUnfit = resolve));
  }

  async start(): Promise<void> {
    await this.look();
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    const { connection } = this;
    this.connection = undefined;
    if (!connection) return;
    // without this the database gives the lock back only once it has noticed that the connection is gone
    await connection.query({ sql: 'SELECT RELEASE_ALL_LOCKS()', timeout: longestFarewell }).catch(() => undefined);
    connection.destroy();
  }

  /** Pending migrations that take away what the program of a replica that runs now still uses. */
  async usedByOthers(done: readonly string[]): Promise<string[]> {
    const pending = this.migrations.map(({ name }) => name).filter((name) => !done.includes(name));
    const contracts = pending.filter((name) => neededBy(name) !== undefined);
    if (done.length === 0 || contracts.length === 0) return [];
    const held = new Set(await this.held());
    // a lock that several replicas share passes to the next of them at its next look
    await pause(this.every * 1.2);
    for (const level of await this.held()) held.add(level);
    return contracts.filter((name) => [...held].some((level) => level < (neededBy(name) as number)));
  }

  /** One look at the database; also takes the lock that tells of this program's level, where no replica of the same level has it. */
  async look(): Promise<void> {
    const newest = this.levels().at(-1) ?? 0;
    await this.ask(`SELECT IF(IS_USED_LOCK(${lockOf(newest)}) IS NULL, GET_LOCK(${lockOf(newest)}, 0), 0)`);
    const rows = (await this.ask('SELECT name FROM migrations ORDER BY timestamp, id')) as { name: string }[];
    const done = rows.map(({ name }) => name);
    const unknown = unknownTo(this.migrations, done);
    const gone = unknown.filter((name) => !this.levels().includes(neededBy(name) ?? newest));
    const knows = `it knows up to ${this.migrations.at(-1)?.name}`;
    if (gone.length > 0)
      this.tellUnfit(
        `A later program took away what this one uses (${gone.join(', ')}; ${knows}): this replica stops. Start the later program in its place.`,
      );
    const list = unknown.join(', ');
    if (list !== this.told)
      log.warn({
        message: `A later program has migrated the database (${list}; ${knows}): this replica goes on until it is replaced`,
      });
    this.told = list;
  }

  private levels(): number[] {
    return this.migrations.map(({ name }) => timestampOf(name)).sort((a, b) => a - b);
  }

  /** Levels at which some replica runs now. */
  private async held(): Promise<number[]> {
    const levels = this.levels();
    const [row] = await this.ask(`SELECT ${levels.map((level) => `IS_USED_LOCK(${lockOf(level)}) AS \`${level}\``).join(', ')}`);
    return levels.filter((level) => (row as Record<string, unknown>)[String(level)] !== null);
  }

  private async ask(sql: string): Promise<unknown[]> {
    const connection = (this.connection ??= await this.open());
    try {
      const [rows] = await connection.query(sql);
      return rows as unknown[];
    } catch (error) {
      // may be dead without a word: the next look connects anew
      connection.destroy();
      if (this.connection === connection) this.connection = undefined;
      throw error;
    }
  }

  private async open(): Promise<Connection> {
    const connection = await mysql.createConnection(this.options);
    connection.on('error', () => {
      if (this.connection === connection) this.connection = undefined;
    });
    return connection;
  }
}

const lockOf = (level: number): string => `CONCAT('gaita-level-${level}-', LEFT(MD5(DATABASE()), 16))`;
