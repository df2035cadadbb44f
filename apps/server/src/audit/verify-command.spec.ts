import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import type { Config } from '../platform/config.ts';
import { sealHash } from './entry-hash.ts';
import { Head } from './head.ts';
import { recordAct } from './record-act.ts';
import { Sealer } from './sealer.ts';
import { sealTable } from './tables.ts';
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
    await app.get(Sealer).beforeApplicationShutdown();
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
  });
  afterAll(async () => {
    await app.close();
    await system.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (...more: string[]) => {
    const lines: string[] = [];
    const production = { GAITA_MODE: 'production' };
    const code = await verifyCommand(['--database', config.database.url, ...more], (line) => lines.push(line), production);
    return { code, text: lines.join('\n') };
  };

  it('goes through the chain beside the running server, and says where it breaks', async () => {
    const head = join(folder, 'head.json');
    await writeFile(head, JSON.stringify(await app.get(Head).signed()));
    expect(await run('--head', head)).toMatchObject({
      code: 0,
      text: expect.stringContaining('The chain is intact and holds the head'),
    });
    const other = await run('--head', head, '--key', 'AAAA');
    expect([other.code, other.text]).toEqual([1, expect.stringContaining('not by the key that signs heads here')]);
    await app.byHand(`UPDATE audit_entry SET account = 'berta' WHERE id = 'b'`);
    const broken = await run('--head', head);
    expect(broken.code).toBe(1);
    expect(broken.text).toContain('audit_entry b was changed after it was sealed in link 2');
  });

  it('says what it could not read', async () => {
    expect((await run('--head', join(folder, 'none.json'))).code).toBe(2);
    const unknown = await run('--unknown');
    expect([unknown.code, unknown.text]).toEqual([2, expect.stringContaining('npm run audit:verify')]);
    for (const head of [{}, { sequence: 1 }, { sequence: '1', hash: 'x' }, { hash: 'x' }]) {
      const file = join(folder, 'no-head.json');
      await writeFile(file, JSON.stringify(head));
      const { code, text } = await run('--head', file);
      expect([code, text.split('\n')[0]]).toEqual([2, `${file} is no exported end of the chain.`]);
    }
  });

  it('says how it is called and what was wrong, of an unreadable file where in the program', async () => {
    const usage = 'npm run audit:verify -- [--database sqlite:… | mysql://…] [--head file] [--key public key] [--demo]';
    const lines = async (...args: string[]) => {
      const printed: string[] = [];
      expect(await verifyCommand(args, (line) => printed.push(line))).toBe(2);
      return printed;
    };
    expect(await lines('--database', 'sqlite:/none/of.db')).toEqual(['There is no database /none/of.db.', usage]);
    expect(await lines('--database', 'ftp://x')).toEqual([
      expect.stringMatching(/^The configuration is wrong: DATABASE_URL/),
      usage,
    ]);
    expect(await lines('--head')).toEqual([expect.not.stringContaining('\n    at '), usage]);
    expect(await lines('--head', join(folder, 'none.json'))).toEqual([expect.stringMatching(/^ENOENT[^\n]*$/), usage]);
    const file = join(folder, 'no-json.json');
    await writeFile(file, 'no JSON');
    expect(await lines('--head', file)).toEqual([expect.stringMatching(/^SyntaxError: .*\n {4}at /), usage]);
  });

  it('takes the database of the environment where none is named, and what it names before that', async () => {
    const url = config.database.url;
    const code = async (args: string[], environment: Record<string, string>) => {
      const printed: string[] = [];
      return [await verifyCommand(args, (line) => printed.push(line), environment), printed[0]];
    };
    const links = expect.stringMatching(/ links with /);
    expect(await code([], { DATABASE_URL: url, GAITA_MODE: 'demo' })).toEqual([expect.any(Number), links]);
    const elsewhere = { DATABASE_URL_FILE: join(folder, 'none'), GAITA_MODE: 'demo' };
    expect(await code(['--database', url], elsewhere)).toEqual([expect.any(Number), links]);
    expect((await code([], elsewhere))[0]).toBe(2);
  });

  it('knows the key of the configuration, the date of the head, and a demo whose cases are of the past', async () => {
    const fresh = await system.newConfig({ GAITA_MODE: 'production' });
    const other = await startAudit(fresh, [Sealer, Head]);
    await other.get(Sealer).beforeApplicationShutdown();
    for (const at of [other.clock.now(), other.clock.now() - 3_600_000]) {
      await other.change((changes) =>
        recordAct(changes, {
          ...{ id: `at ${at}`, at, account: 'anna', institution: 'riga', act: 'a', object: { type: 'case', id: 'c1' } },
        }),
      );
      await other.get(Sealer).seal();
    }
    const head = await other.get(Head).signed();
    const file = join(folder, 'dated.json');
    await writeFile(file, JSON.stringify(head));
    const lines = async (environment: Record<string, string>, ...more: string[]) => {
      const printed: string[] = [];
      const args = ['--database', fresh.database.url, '--head', file, ...more];
      const code = await verifyCommand(args, (line) => printed.push(line), environment);
      return [code, ...printed.slice(1)];
    };
    const whole = 'The chain is intact and holds the head that was exported on 2026-03-02T09:00:00.000Z.';
    const signed = `The head names the key ${head.publicKey}; heads are signed here by ${head.publicKey}.`;
    expect(await lines({ GAITA_MODE: 'demo' })).toEqual([0, whole, signed]);
    expect(await lines({ GAITA_MODE: 'production' }, '--demo')).toEqual([0, whole, signed]);
    expect((await lines({ GAITA_MODE: 'production' }))[1]).toMatch(/put in by hand$/);
    const key = 'a secret of the operator, long enough';
    expect((await lines({ GAITA_MODE: 'demo', GAITA_AUDIT_KEY: key }))[1]).toMatch(/^- the exported head is not signed/);
    await other.close();
  });

  it('says that an end which nobody exported proves nothing, and whose key a head names', async () => {
    const fresh = await system.newConfig();
    const other = await startAudit(fresh, [Sealer]);
    await other.get(Sealer).seal();
    const of = async (...more: string[]) => {
      const lines: string[] = [];
      const code = await verifyCommand(['--database', fresh.database.url, ...more], (line) => lines.push(line));
      return { code, lines };
    };
    expect(await of()).toEqual({
      code: 0,
      lines: [
        '0 links with 0 entries; 0 wait to be sealed; the details of 0 were erased.',
        'The chain is intact.',
        'That its end was not cut off only an exported head proves: give one with --head.',
      ],
    });
    const head = await app.get(Head).signed();
    const file = join(folder, 'of-another.json');
    await writeFile(file, JSON.stringify(head));
    const { code, lines } = await of('--head', file);
    expect([code, lines.slice(1)]).toEqual([
      1,
      [
        '- the chain was cut off before link 1',
        'The chain is broken. The first finding is where.',
        `The head names the key ${head.publicKey}, which could be anybody's: give the right one with --key or GAITA_AUDIT_KEY.`,
      ],
    ]);
    expect((await of('--head', file, '--key', 'AAAA')).lines.at(-1)).toBe(
      `The head names the key ${head.publicKey}; heads are signed here by AAAA.`,
    );
    await other.close();
  });

  it('tells what a broken chain holds, and that there may be more where it found a hundred things', async () => {
    const many = await system.newConfig();
    const other = await startAudit(many, [Sealer]);
    await other.get(Sealer).beforeApplicationShutdown();
    await other.change((changes) => {
      for (let n = 0; n < 101; n++)
        recordAct(changes, {
          ...{ id: `e${String(n).padStart(3, '0')}`, at: other.clock.now(), account: 'anna', institution: 'riga', act: 'a' },
          object: { type: 'case', id: 'c1' },
        });
    });
    await other.get(Sealer).seal();
    const lines = async () => {
      const printed: string[] = [];
      const code = await verifyCommand(['--database', many.database.url], (line) => printed.push(line));
      return [code, ...printed];
    };
    await other.byHand("UPDATE audit_entry SET act = 'b' WHERE id < 'e099'");
    const found = await lines();
    expect(found.slice(0, 3)).toEqual([
      1,
      '1 links with 101 entries; 0 wait to be sealed; the details of 0 were erased.',
      '- audit_entry e000 was changed after it was sealed in link 1',
    ]);
    expect([found.length, found.at(-1)]).toEqual([102, 'The chain is broken. The first finding is where.']);
    await other.byHand("UPDATE audit_entry SET act = 'b' WHERE id = 'e099'");
    expect((await lines()).slice(-3)).toEqual([
      '- audit_entry e099 was changed after it was sealed in link 1',
      '- and perhaps more',
      'The chain is broken. The first finding is where.',
    ]);
    const [link] = await other.database.reader.find(sealTable);
    const twice = { ...link!, id: 'second', sequence: 2, previousHash: link!.hash };
    const hash = sealHash(twice);
    await other.change((changes) => changes.insert(sealTable, { ...twice, hash }));
    await other.byHand("UPDATE audit_entry SET act = 'a'");
    await other.byHand('UPDATE seal_head SET sequence = 2, hash = ?', [hash]);
    expect((await lines())[2]).toBe('- audit_entry e000 is in link 2 for the second time');
    await other.close();
  });

  it('has a sentence for whatever was changed by hand', async () => {
    const head = join(folder, 'before.json');
    await writeFile(head, JSON.stringify({ ...(await app.get(Head).signed()), hash: 'another' }));
    const byHand = (id: string) =>
      app.byHand(
        "INSERT INTO audit_entry (id, institution, at, account, act, object_type, object_id, `count`) VALUES (?, 'riga', ?, 'anna', 'a', 'case', 'c1', 1)",
        [id, app.clock.now() - 3_600_000],
      );
    await byHand('sealed');
    await app.get(Sealer).seal();
    await byHand('old');
    await app.byHand("DELETE FROM audit_entry WHERE id = 'a'");
    await app.byHand("UPDATE seal SET hash = 'forged' WHERE sequence = 3");
    await app.byHand('DELETE FROM seal WHERE sequence = 2');
    const { code, text } = await run('--head', head);
    expect(code).toBe(1);
    for (const sentence of [
      'audit_entry a, sealed in link 1, is gone',
      'link 2 is missing',
      'link 3 was changed',
      'link 3 is another one than in the exported head',
      'audit_entry sealed was sealed in link 4, long after its date: it was put in by hand',
      'audit_entry old is older than the end of the chain and in none of its links: it was put in by hand',
      'the exported head is not signed, or not by the key that signs heads here',
    ])
      expect(text).toContain(`- ${sentence}\n`);
    expect(text).not.toContain('perhaps more');
    expect((await run('--head', head, '--demo')).text).not.toContain('put in by hand');
  });
});
