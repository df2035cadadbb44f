import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import request from 'supertest';
import { temporaryFolder } from '../../../test/support/throw-away.ts';
import { serveWeb } from './serve-web.ts';

const script = 'export const answer = 42;\n'.repeat(100);

describe('the built web app', () => {
  const folder = temporaryFolder('web');
  const app = express();

  beforeAll(() => {
    const assets = join(folder.path, 'assets');
    mkdirSync(assets);
    writeFileSync(join(folder.path, 'index.html'), '<!doctype html><title>Gaita</title>');
    writeFileSync(join(assets, 'index-a1.js'), script);
    writeFileSync(join(assets, 'index-a1.js.gz'), gzipSync(script));
    writeFileSync(join(assets, 'index-a1.js.br'), brotliCompressSync(script));
    writeFileSync(join(assets, 'small-b2.js'), 'export {};');
    serveWeb(app as unknown as NestExpressApplication, folder.path);
  });
  afterAll(() => folder.remove());

  const ask = (path: string, encodings: string) => request(app).get(path).set('Accept-Encoding', encodings);

  it('sends assets as they were compressed by the build, the smallest that the browser reads', async () => {
    const gzip = await ask('/assets/index-a1.js', 'gzip').expect(200);
    expect(gzip.text).toBe(script);
    expect(gzip.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    const brotli = await ask('/assets/index-a1.js', 'gzip, deflate, br, zstd')
      .buffer(true)
      .parse((answer, done) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': expect.stringContaining('javascript') });
    const body = brotli.body as Buffer;
    expect((body.length < script.length ? brotliDecompressSync(body) : body).toString()).toBe(script);
  });

  it('sends them plain to whoever reads nothing else, and tells caches that it depends', async () => {
    const plain = await ask('/assets/index-a1.js', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers).toMatchObject({ vary: 'Accept-Encoding', 'cache-control': 'public, max-age=31536000, immutable' });
    expect(plain.text).toBe(script);
    expect((await ask('/assets/small-b2.js', 'br, gzip').expect(200)).text).toBe('export {};');
  });

  it('does not answer for an asset of another version, and never lets a page be kept', async () => {
    await ask('/assets/index-old.js', 'br').expect(404);
    for (const path of ['/', '/work', '/index.html'])
      expect((await ask(path, 'br').expect(200)).headers['cache-control']).toBe('no-cache');
  });
});
