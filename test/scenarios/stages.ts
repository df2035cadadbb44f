import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../apps/server/src/create-app.ts';
import { Committer } from '../../apps/server/src/platform/committer.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { Ids } from '../../apps/server/src/platform/ids.ts';
import { RowChanges } from '../../apps/server/src/platform/write-plan.ts';
import { tables } from '../../apps/server/src/schema.ts';
import type { DatabaseSystem } from '../support/databases.ts';

const processes = new URL('../../processes/', import.meta.url).pathname;

type Row = { readonly id: string };
/** Rows of each table by id. */
type Content = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** A server on which one scenario is played. */
export interface Stage {
  readonly app: NestExpressApplication;
  readonly clock: VirtualClock;
  /** Ends the server. `clear` puts its database back to how it was, for the next scenario that begins at the same moment. */
  leave(how: 'clear' | 'abandon'): Promise<void>;
}

/**
 * A server for each scenario, on which nothing has happened but that the shipped processes were deployed at the moment at which
 * the story begins. Deploying takes most of a start, so scenarios that begin at the same moment share a database in turn.
 */
export class Stages {
  private readonly system: DatabaseSystem;
  private readonly clean = new Map<number, { readonly config: Config; readonly content: Content }>();

  constructor(system: DatabaseSystem) {
    this.system = system;
  }

  async enter(now: number): Promise<Stage> {
    const known = this.clean.get(now);
    this.clean.delete(now);
    const config = known?.config ?? (await this.system.newConfig({ GAITA_MODE: 'demo' }));
    const clock = new VirtualClock(now);
    const app = await createApp({ config, clock, quiet: true, ...(!known && { processes }) });
    const content = known?.content ?? (await read(app.get(Database)));
    return {
      app,
      clock,
      leave: async (how) => {
        if (how === 'clear') {
          await restore(app, content);
          this.clean.set(now, { config, content });
        }
        await app.close();
      },
    };
  }
}

async function read({ reader }: Database): Promise<Content> {
  const content = new Map<string, ReadonlyMap<string, Row>>();
  for (const table of tables) {
    const rows = (await reader.find(table)) as unknown as Row[];
    content.set(table.name, new Map(rows.map((row) => [row.id, row])));
  }
  return content;
}

async function restore(app: NestExpressApplication, content: Content): Promise<void> {
  const found = await read(app.get(Database));
  const changes = new RowChanges();
  for (const table of tables) {
    const before = content.get(table.name) ?? new Map<string, Row>();
    const after = found.get(table.name) ?? new Map<string, Row>();
    for (const id of after.keys()) if (!before.has(id)) changes.delete(table, id);
    for (const [id, row] of before) {
      const now = after.get(id);
      if (!now) changes.insert(table, row);
      else if (JSON.stringify(now) !== JSON.stringify(row)) changes.update(table, id, row);
    }
  }
  const command = { id: app.get(Ids).next(), account: 'system' };
  await app.get(Committer).run(command, async () => ({
    guards: [],
    changes: changes.list(),
    commands: [{ command, answer: null }],
    answer: null,
    afterCommit: [],
  }));
}
