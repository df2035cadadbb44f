import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { day, PlayServer } from '../../../../test/support/play-server.ts';
import { temporaryFolder } from '../../../../test/support/throw-away.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import { plannedNoticeTable } from '../notifications/index.ts';
import { Config } from '../platform/config.ts';
import { VirusScanner } from '../platform/files/virus-scanner.ts';
import { SweepDocuments } from './sweep-documents.ts';
import { attachmentTable, noteTable, noteTextTable, uploadTable } from './tables.ts';

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(3_000_000, 7)]);

describe.each(databaseNames)('Notes and documents on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    const folder = temporaryFolder('files');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo', GAITA_FILES: folder.path }));
    await server.deploy(smallModel('apply', [userTask('receive', 'front-desk'), userTask('decide', 'decision-maker')]));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const http = () => request((server.app as NestExpressApplication).getHttpServer());
  const get = (account: string, path: string) => http().get(`/api/v1${path}`).auth(account, 'demo');
  const post = (account: string, path: string, body: object = {}) =>
    http().post(`/api/v1${path}`).auth(account, 'demo').send(body);
  const open = async () => {
    server.clock.advance(1000);
    const instanceId = await server.start('apply', {}, 'admin');
    return { instanceId, taskId: (await server.task(instanceId)).taskId };
  };
  const acts = async (instanceId: string) =>
    (await server.database.reader.find(auditEntryTable, 'instance_id = ?', [instanceId], { orderBy: 'at, id' })).map(
      ({ act }) => act,
    );
  const upload = async (account: string, instanceId: string, fileName: string, content: Buffer, taskId?: string) => {
    const begun = await post(account, `/cases/${instanceId}/uploads`, {
      name: fileName,
      size: content.length,
      ...(taskId && { taskId }),
    });
    if (begun.status !== 200) return begun;
    const { id, chunkSize } = begun.body;
    for (let at = 0; at < content.length; at += chunkSize)
      await http()
        .put(`/api/v1/uploads/${id}?offset=${at}`)
        .auth(account, 'demo')
        .type('application/octet-stream')
        .send(content.subarray(at, at + chunkSize))
        .expect(200);
    return post(account, `/uploads/${id}/finish`);
  };

  describe('notes', () => {
    it('are read by those who see the case, and tell whom they name', async () => {
      const { instanceId, taskId } = await open();
      const { body: written } = await post('front-desk-1', `/tasks/${taskId}/notes`, {
        text: '@Andris, please look at the address.',
        mentions: ['case-handler-1'],
      }).expect(200);
      await post('case-handler-1', `/cases/${instanceId}/notes`, { text: 'It is right.' }).expect(200);
      const { body } = await get('front-desk-2', `/cases/${instanceId}/notes`).expect(200);
      expect(body.items).toMatchObject([
        { id: written.id, taskId, author: 'front-desk-1', deleted: false, mentions: [{ account: 'case-handler-1' }] },
        { author: 'case-handler-1', text: 'It is right.' },
      ]);
      expect(body.items[0].changeableUntil).toBeUndefined();
      const notices = await server.database.reader.find(plannedNoticeTable, 'instance_id = ? AND kind = ?', [
        instanceId,
        'mentioned',
      ]);
      expect(notices).toMatchObject([{ account: 'case-handler-1', causedBy: 'front-desk-1' }]);
      expect(await acts(instanceId)).toEqual(expect.arrayContaining(['note-added']));
    });

    it('name nobody who may not see the case, and are not seen by them', async () => {
      const { instanceId } = await open();
      const refused = await post('front-desk-1', `/cases/${instanceId}/notes`, { text: 'Look!', mentions: ['case-handler-3'] });
      expect([refused.status, refused.body.code]).toEqual([422, 'person-unknown-here']);
      await get('case-handler-3', `/cases/${instanceId}/notes`).expect(404);
      await post('case-handler-3', `/cases/${instanceId}/notes`, { text: 'x' }).expect(404);
      await get('partner-1', `/cases/${instanceId}/notes`).expect(404);
      const { body } = await get('front-desk-1', `/cases/${instanceId}/readers?q=andr`).expect(200);
      expect(body.items).toEqual(expect.arrayContaining([expect.objectContaining({ name: expect.stringMatching(/^Andr/) })]));
      expect((await get('front-desk-1', `/cases/${instanceId}/readers?q=case-handler-3`)).body.items).toEqual([]);
    });

    it('are changed and taken away by their author for a quarter of an hour; then what was taken away is gone, the act is not', async () => {
      const { instanceId } = await open();
      const { id } = (await post('front-desk-1', `/cases/${instanceId}/notes`, { text: 'Frist' })).body;
      const put = (account: string, text: string) => http().put(`/api/v1/notes/${id}`).auth(account, 'demo').send({ text });
      await put('front-desk-2', 'First').expect(403);
      await put('front-desk-1', 'First').expect(200);
      const list = async (account = 'front-desk-1') => (await get(account, `/cases/${instanceId}/notes`)).body.items;
      expect(await list()).toMatchObject([{ text: 'First', editedAt: server.clock.now() }]);
      expect(await server.database.reader.count(noteTextTable, 'note_id = ?', [id])).toBe(2);

      await http().delete(`/api/v1/notes/${id}`).auth('front-desk-1', 'demo').expect(200);
      expect(await list('front-desk-2')).toEqual([]);
      expect(await list()).toMatchObject([{ id, deleted: true }]);
      await post('front-desk-1', `/notes/${id}/restore`).expect(200);
      expect(await list('front-desk-2')).toMatchObject([{ id, deleted: false }]);
      await http().delete(`/api/v1/notes/${id}`).auth('front-desk-1', 'demo').expect(200);

      server.clock.advance(16 * 60_000);
      await put('front-desk-1', 'Too late').expect(409);
      await server.get(SweepDocuments).run();
      expect(await server.database.reader.byId(noteTable, id)).toBeUndefined();
      expect(await server.database.reader.count(noteTextTable, 'note_id = ?', [id])).toBe(0);
      expect((await acts(instanceId)).filter((act) => act.startsWith('note'))).toEqual([
        'note-added',
        'note-edited',
        'note-deleted',
        'note-restored',
        'note-deleted',
      ]);
      const late = (await post('front-desk-1', `/cases/${instanceId}/notes`, { text: 'x' })).body.id;
      server.clock.advance(16 * 60_000);
      await http().put(`/api/v1/notes/${late}`).auth('front-desk-1', 'demo').send({ text: 'y' }).expect(409);
    });

    it('sent twice with one key are one note', async () => {
      const { instanceId } = await open();
      const send = () =>
        post('front-desk-1', `/cases/${instanceId}/notes`, { text: 'once' }).set('Idempotency-Key', `k-${instanceId}`);
      const [one, two] = [await send(), await send()];
      expect(two.body).toEqual(one.body);
      expect((await get('front-desk-1', `/cases/${instanceId}/notes`)).body.items).toHaveLength(1);
      await post('front-desk-1', `/cases/${instanceId}/notes`, { text: '  ' }).expect(400);
    });
  });

  describe('documents', () => {
    it('come in pieces, go on where they broke off, and are downloaded as nothing that acts', async () => {
      const { instanceId, taskId } = await open();
      const begun = (
        await post('front-desk-1', `/cases/${instanceId}/uploads`, { name: '..\\photo\u202egnp.PNG', size: png.length, taskId })
      ).body;
      const piece = (at: number, account = 'front-desk-1') =>
        http()
          .put(`/api/v1/uploads/${begun.id}?offset=${at}`)
          .auth(account, 'demo')
          .type('application/octet-stream')
          .send(png.subarray(at, at + begun.chunkSize));
      await piece(0).expect(200);
      await piece(2 * begun.chunkSize).expect(409);
      await piece(begun.chunkSize, 'front-desk-2').expect(404);
      expect((await post('front-desk-1', `/uploads/${begun.id}/finish`)).body).toMatchObject({
        details: { reason: 'incomplete' },
      });
      const { body: state } = await get('front-desk-1', `/uploads/${begun.id}`);
      expect(state.received).toBe(begun.chunkSize);
      await piece(0).expect(200);
      await piece(begun.chunkSize).expect(200);
      await piece(2 * begun.chunkSize).expect(200);
      const finish = () => post('front-desk-1', `/uploads/${begun.id}/finish`);
      const { body: added } = await finish().expect(200);
      expect((await finish().expect(200)).body).toEqual(added);
      expect(added).toMatchObject({ name: 'photognp.png', type: 'image/png', size: png.length, taskId, findings: [] });

      const { body } = await get('case-handler-1', `/cases/${instanceId}/attachments`).expect(200);
      expect(body.items).toMatchObject([{ id: added.id, preview: 'image', uploadedBy: 'front-desk-1' }]);
      const download = await get('case-handler-1', `/attachments/${added.id}/content`).buffer(true).expect(200);
      expect(download.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="photognp.png"; filename*=UTF-8''photognp.png`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
        'cache-control': 'no-store',
      });
      expect(Buffer.compare(download.body as Buffer, png)).toBe(0);
      const preview = await get('case-handler-1', `/attachments/${added.id}/preview`).expect(200);
      expect(preview.headers['content-type']).toBe('image/png');
      for (const path of ['content', 'preview']) await get('case-handler-3', `/attachments/${added.id}/${path}`).expect(404);
      await get('case-handler-3', `/cases/${instanceId}/attachments`).expect(404);
      await post('case-handler-3', `/cases/${instanceId}/uploads`, { name: 'a.png', size: 10 }).expect(404);
      await server.get(AccessLog).flush();
      expect(await acts(instanceId)).toEqual(expect.arrayContaining(['document-added', 'document-opened']));
    });

    it('are refused one by one, with the reason', async () => {
      const { instanceId } = await open();
      const reason = async (fileName: string, content: Buffer) =>
        (await upload('front-desk-1', instanceId, fileName, content)).body.details?.reason as string | undefined;
      expect(await reason('page.html', Buffer.from('<!doctype html><script>alert(1)</script>'))).toBe('type-refused');
      expect(await reason('photo.png', Buffer.from('<svg onload="alert(1)"/>'))).toBe('type-refused');
      expect(await reason('program.exe.pdf', Buffer.from('%PDF-1.7'))).toBe('double-extension');
      expect(await reason('photo.pdf', png.subarray(0, 100))).toBe('type-differs');
      expect(await reason('empty.txt', Buffer.alloc(0))).toBe('empty');
      expect(await reason('fine.txt', Buffer.from('Good day'))).toBeUndefined();
      expect(
        (await post('front-desk-1', `/cases/${instanceId}/uploads`, { name: 'a.pdf', size: 60 * 1024 * 1024 })).body,
      ).toMatchObject({
        code: 'file-refused',
        details: { reason: 'too-large' },
      });
      expect((await get('front-desk-1', `/cases/${instanceId}/attachments`)).body.items).toHaveLength(1);
    });

    it('are kept as they were looked at, whatever is sent meanwhile', async () => {
      const { instanceId } = await open();
      const [clean, other] = [Buffer.from(`Good day ${name}`), Buffer.from(`<script> ${name}`)];
      const scanner = server.get(VirusScanner);
      const find = scanner.find.bind(scanner);
      const scanned: string[] = [];
      scanner.find = async (path) => {
        const id = (await server.database.reader.find(uploadTable, 'instance_id = ?', [instanceId]))[0]!.id;
        await http()
          .put(`/api/v1/uploads/${id}?offset=0`)
          .auth('front-desk-1', 'demo')
          .type('application/octet-stream')
          .send(other);
        scanned.push(readFileSync(path, 'utf8'));
        return find(path);
      };
      const { body: added } = await upload('front-desk-1', instanceId, 'letter.txt', clean);
      scanner.find = find;
      const { body } = await get('front-desk-1', `/attachments/${added.id}/content`).buffer(true).expect(200);
      expect([scanned, String(body)]).toEqual([[String(clean)], String(clean)]);
      expect(readdirSync(join(server.get(Config).files, 'incoming')).filter((each) => each.startsWith(added.id))).toEqual([]);
    });

    it('are begun only so many at once by one person, who goes on when one is cancelled', async () => {
      const { instanceId } = await open();
      const begin = () => post('expert-1', `/cases/${instanceId}/uploads`, { name: 'plan.txt', size: 10 });
      const [begun] = await Promise.all(Array.from({ length: 40 }, begin));
      expect((await begin().expect(503)).body).toMatchObject({ code: 'too-busy' });
      await http().delete(`/api/v1/uploads/${begun!.body.id}`).auth('expert-1', 'demo').expect(204);
      await begin().expect(200);
    });

    it('of the same content are stored once, and go from the disk with their last row', async () => {
      const { instanceId } = await open();
      const content = Buffer.from(`Same content ${name}`);
      const one = (await upload('front-desk-1', instanceId, 'one.txt', content)).body;
      const two = (await upload('front-desk-1', instanceId, 'two.txt', content)).body;
      const { hash } = (await server.database.reader.byId(attachmentTable, one.id))!;
      const { files } = server.get(Config);
      const path = join(files, hash.slice(0, 2), hash);
      expect((await server.database.reader.byId(attachmentTable, two.id))?.hash).toBe(hash);
      const remove = (id: string) => http().delete(`/api/v1/attachments/${id}`).auth('front-desk-1', 'demo');
      await http().delete(`/api/v1/attachments/${one.id}`).auth('front-desk-2', 'demo').expect(403);
      await remove(one.id).expect(200);
      expect((await get('front-desk-2', `/cases/${instanceId}/attachments`)).body.items).toHaveLength(1);
      await post('front-desk-1', `/attachments/${one.id}/restore`).expect(200);
      await remove(one.id).expect(200);
      const begun = (await post('front-desk-1', `/cases/${instanceId}/uploads`, { name: 'never.txt', size: 10 })).body;
      // Files bear the machine's time.
      server.clock.set(Math.max(Date.now(), server.clock.now()) + 2 * day);
      await server.get(SweepDocuments).run();
      expect([await server.database.reader.byId(attachmentTable, one.id), existsSync(path)]).toEqual([undefined, true]);
      await get('front-desk-1', `/uploads/${begun.id}`).expect(404);
      await remove(two.id).expect(409);
      await http().get(`/api/v1/attachments/${two.id}/content`).auth('front-desk-1', 'demo').expect(200);
      expect(readdirSync(files)).toContain(hash.slice(0, 2));
    });
  });
});
