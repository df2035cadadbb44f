import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import type { Config } from '../platform/config.ts';
import { Head } from './head.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import type { AuditApp } from './testing/audit-app.ts';
import { startAudit } from './testing/audit-app.ts';
import { verifyCommand } from './verify-command.ts';

describe.each(databaseNames)('npm run audit:verify on %s', (name) => {
  let system: DatabaseSystem;
  let config: Config;
  let app: AuditApp;
  let folder: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    config = await system.newConfig();
    app = await startAudit(config, [Sealer, Head]);
    folder = await mkdtemp(join(tmpdir(), 'gaita-head-'));
    for (const id of ['a', 'b', 'c']) {
      await app.change((changes) =>
        recordAct(changes, {
          id,
          at: app.clock.now(),
          account: 'anna',
          institution: 'riga',
          act: 'case-opened',
          object: { type: 'case', id: 'c1' },
        }),
      );
      await app.get(Sealer).seal();
    }
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await system.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (...more: string[]) => {
    const lines: string[] = [];
    const code = await verifyCommand(['--database', config.database.url, ...more], (line) => lines.push(line));
    return { code, text: lines.join('\n') };
  };

  it('goes through the chain beside the running server, and says where it breaks', async () => {
    const head = join(folder, 'head.json');
    await writeFile(head, JSON.stringify(await app.get(Head).signed()));
    expect(await run('--head', head)).toMatchObject({
      code: 0,
      text: expect.stringContaining('The chain is intact and holds the head'),
    });
    await app.byHand(`UPDATE audit_entry SET account = 'berta' WHERE id = 'b'`);
    const broken = await run('--head', head);
    expect(broken.code).toBe(1);
    expect(broken.text).toContain('audit_entry b was changed after it was sealed in link 2');
  });

  it('says what it could not read', async () => {
    expect((await run('--head', join(folder, 'none.json'))).code).toBe(2);
    expect((await run('--unknown')).text).toContain('npm run audit:verify');
  });
});
