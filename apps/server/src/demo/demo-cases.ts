import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Scenario } from '@gaita/contracts';
import { scenario } from '@gaita/contracts';
import { auditKeyTable, sealHeadTable, sealTable } from '../audit/index.ts';
import {
  Calendars,
  demoInstitutions,
  institutionTable,
  passwordTable,
  personTable,
  roleAssignmentTable,
  unitTable,
} from '../identity/index.ts';
import { historyInstanceTable, startArrivalTable, startGatheringTable } from '../instances/index.ts';
import { startSubscriptionTable } from '../messages/index.ts';
import { decisionTable, definitionTable, deploymentTable, resourceTable } from '../models/index.ts';
import { Clock, VirtualClock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import type { Table } from '../platform/database/table.ts';
import { DuplicateRow } from '../platform/errors.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { tables } from '../schema.ts';
import type { ServiceRow } from '../services/index.ts';
import { serviceTable } from '../services/index.ts';
import { startTimerTable } from '../timers/index.ts';
import { copyCases, copyTables } from './copy-rows.ts';
import { demoStreams } from './data/demo-streams.ts';
import { planDemo } from './plan-demo.ts';
import type { PlayedDemo } from './play-demo.ts';
import { playDemo } from './play-demo.ts';
import { seedServices } from './seed-services.ts';
import { Stage } from './stage.ts';

/** Opens a server like the running one on other settings and a clock that stands until it is set. */
export type OpenServer = (config: Config, clock: VirtualClock) => Promise<INestApplicationContext>;

export interface DemoResult extends PlayedDemo {
  readonly cases: number;
  readonly milliseconds: number;
}

/** What stands before the first case; the played cases refer to it. Start timers stay out: nobody starts a case twice. */
const given: readonly Table[] = [
  institutionTable,
  unitTable,
  personTable,
  passwordTable,
  roleAssignmentTable,
  deploymentTable,
  resourceTable,
  definitionTable,
  decisionTable,
  startSubscriptionTable,
  serviceTable,
];
/** Stands in the database from the first commit of the demo on. */
export const demoCommand: Command = { id: 'demo-cases', account: 'system' };
/** What belongs to one database: the real one seals what is copied into it. */
const chain = [sealTable, sealHeadTable, auditKeyTable];
const left = new Set<Table>([...given, ...chain, startTimerTable, startGatheringTable, startArrivalTable]);

/**
 * Fills an empty demo database with services and some three hundred cases in motion. The cases are played on a server of
 * their own, with a database of its own and a clock that runs through the last months, by the same commands that people's
 * clicks run; then they are copied, case by case. Nothing that the running server does meanwhile meets a half-made case.
 * @param server the running server: migrated, its people seeded, its processes deployed
 * @param processes the folder of the shipped processes
 * @returns undefined when the database has cases already, or another server was quicker
 */
export async function makeDemoCases(
  server: INestApplicationContext,
  open: OpenServer,
  processes: string,
): Promise<DemoResult | undefined> {
  const began = performance.now();
  const database = server.get(Database);
  const committer = server.get(Committer);
  const fresh = await seedServices(server);
  // Cases without services seeded by this start are the demo's of an earlier one; in a fresh database somebody was quick.
  if (!fresh && (await database.reader.count(historyInstanceTable)) > 0) return undefined;
  const now = server.get(Clock).now();
  const stories = await readStories(processes);
  const calendars = await Promise.all(demoInstitutions.map(({ id }) => server.get(Calendars).of(id)));
  const cases = planDemo(now, calendars, (process, story) => stories.get(`${process} ${story}`)!);
  const folder = await mkdtemp(join(tmpdir(), 'gaita-demo-'));
  try {
    const virtual = new VirtualClock(cases[0]!.startsAt - 1);
    const stageConfig = new Config({ DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`, GAITA_MODE: 'demo' });
    const staged = await open(stageConfig, virtual);
    try {
      forgoDurability(staged.get(Database));
      await copyTables(database, staged.get(Committer), given);
      const played = await playDemo(new Stage(staged, virtual), cases, now);
      const copied = await bringHome(staged.get(Database), committer, database);
      return { ...played, cases: copied, milliseconds: Math.round(performance.now() - began) };
    } finally {
      await staged.close();
    }
  } catch (error) {
    if (error instanceof DuplicateRow) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A stage that breaks down is built anew: nothing on it has to outlive a power cut. */
function forgoDurability({ writeAccess }: Database): void {
  if (writeAccess.dialect === 'sqlite') writeAccess.connection.exec('PRAGMA synchronous = OFF');
}

/** The played cases, then what they did to the services. */
async function bringHome(played: Database, committer: Committer, database: Database): Promise<number> {
  const ofCases = tables.filter((table) => !left.has(table));
  const copied = await copyCases(played, committer, ofCases, demoCommand);
  const changes = new RowChanges();
  const known = new Map((await database.reader.find(serviceTable)).map((row) => [row.id, row.revision]));
  for (const service of await played.reader.find(serviceTable)) {
    if (!known.has(service.id)) changes.insert(serviceTable, service);
    else if (known.get(service.id) !== service.revision) changes.update(serviceTable, service.id, withoutId(service));
  }
  await committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
  return copied;
}

const withoutId = ({ id: _, ...values }: ServiceRow): Omit<ServiceRow, 'id'> => values;

async function readStories(processes: string): Promise<Map<string, Scenario>> {
  const read = demoStreams.map(async ({ process, story }) => {
    const text = await readFile(join(processes, process, 'scenarios', `${story}.json`), 'utf8');
    return [`${process} ${story}`, scenario.parse(JSON.parse(text))] as const;
  });
  return new Map(await Promise.all(read));
}
