import { createServer, request as ask } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { Admission } from './admission.ts';
import { admitRequests, refuseEarly } from './admit-requests.ts';
import { LoadMeter } from './load-meter.ts';

class TestMeter extends LoadMeter {
  time = 0;
  late = 0;

  now(): number {
    return this.time;
  }

  lag(): number {
    return this.late;
  }
}

describe('Admission', () => {
  let meter: TestMeter;
  let admission: Admission;
  beforeEach(() => {
    meter = new TestMeter();
    admission = new Admission(meter);
  });

  /** Lets in what comes and answers each after so long, one tick of a millisecond after the other. */
  const serve = (ticks: number, comingEachTick: number, takes: (inWork: number) => number) => {
    const work: { until: number; leave: () => void }[] = [];
    let refused = 0;
    for (let tick = 0; tick < ticks; tick++) {
      meter.time++;
      for (const each of work.filter(({ until }) => until <= meter.time)) {
        each.leave();
        work.splice(work.indexOf(each), 1);
      }
      for (let come = 0; come < comingEachTick; come++) {
        const leave = admission.enter();
        if (leave) work.push({ until: meter.time + takes(work.length + 1), leave });
        else refused++;
      }
    }
    for (const { leave } of work) leave();
    return refused;
  };

  it('lets a crowd in that comes at once, while nothing waits', () => {
    for (let at = 0; at < 400; at++) expect(admission.enter()).toBeDefined();
  });

  it('refuses what comes when there was no room for a while', () => {
    for (let at = 0; at < 64; at++) admission.enter();
    meter.time += 500;
    admission.enter();
    meter.time += 500;
    expect(admission.enter()).toBeUndefined();
  });

  it('refuses nobody where all stand still for a moment, now and then', () => {
    serve(1_900, 1, () => 50);
    const standStill = () => Math.max(0, 100 - (meter.time % 2_000));
    expect(serve(20_000, 1, () => 20 + standStill())).toBe(0);
  });

  it('refuses again once more come than are through, standing still or not', () => {
    serve(20_000, 1, () => 20);
    const standStill = () => Math.max(0, 100 - (meter.time % 2_000));
    const refused = serve(20_000, 3, (inWork) => inWork / 2 + standStill());
    expect(refused).toBeGreaterThan(18_000);
  });

  it('lets no more of a crowd in than are through in a moment, once it knows how many', () => {
    // two are through in a millisecond
    serve(5_000, 3, (inWork) => Math.ceil(inWork / 2));
    meter.time += 5_000;
    let found = 0;
    while (admission.enter()) found++;
    expect(found).toBeGreaterThan(240);
    expect(found).toBeLessThan(360);
  });

  it('gives the room free once, however often it is told', () => {
    const leave = admission.enter();
    admission.enter();
    leave?.();
    leave?.();
    expect(admission.room.taken).toBe(1);
  });

  it('takes as many at a time as are through quickly, where all wait for one core', () => {
    // one millisecond of work each, twice as many come as can be done
    const refused = serve(20_000, 2, (inWork) => inWork);
    expect(refused).toBeGreaterThan(19_000);
    expect(refused).toBeLessThan(21_000);
    expect(admission.room.limit).toBeGreaterThan(65);
    expect(admission.room.limit).toBeLessThan(95);
  });

  it('grows again when the machine is quick again', () => {
    serve(10_000, 2, (inWork) => 5 * inWork);
    expect(admission.room.limit).toBeLessThan(36);
    serve(20_000, 4, () => 20);
    expect(admission.room.limit).toBeGreaterThan(60);
  });

  it('counts what a request waits before anybody sees it', () => {
    meter.late = 90;
    serve(5_000, 2, () => 20);
    expect(admission.room.limit).toBeLessThan(36);
  });

  it('does not take for a crowd what is long by itself', () => {
    serve(2_000, 1, () => 120);
    meter.time += 5_000;
    // one at a time, over a tenth of a second each
    for (let turn = 0; turn < 40; turn++) {
      const leave = admission.enter();
      meter.time += 120;
      leave?.();
    }
    serve(10_000, 1, () => 180);
    expect(serve(5_000, 1, () => 180)).toBe(0);
  });

  it('never refuses thirty-two at a time', () => {
    serve(20_000, 2, () => 400);
    expect(admission.room.limit).toBe(32);
    for (let at = admission.room.taken; at < 32; at++) expect(admission.enter()).toBeDefined();
  });
});

describe('A request to a full server', () => {
  const meter = new TestMeter();
  let admission: Admission;
  let signIn: Admission;
  let counted: number;
  let close: () => void;
  let address: string;
  beforeEach(async () => {
    admission = new Admission(meter);
    signIn = new Admission(meter);
    counted = 0;
    const app = express();
    const rooms = { work: admission, signIn };
    const lines = [['X-Of-All', 'yes']] as const;
    app.use(refuseEarly(rooms, lines, () => counted++));
    app.use(express.json());
    app.use(
      ['/api', '/engine-rest'],
      admitRequests(rooms, lines, () => counted++),
    );
    app.get('/api/slowly', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('the first lines');
    });
    app.use((_, response) => void response.json({ done: true }));
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => close());
  const fill = (room = admission) => {
    for (let at = 0; at < 64; at++) room.enter();
    meter.time += 1_000;
  };

  it('is refused with a code, a sentence and when to come again, reading and writing alike', async () => {
    fill();
    for (const asked of [request(address).get('/api/v1/inbox?view=mine'), request(address).post('/api/v1/tasks/1/complete')]) {
      const answer = await asked;
      expect(answer.status).toBe(503);
      expect(answer.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'no-store', 'x-of-all': 'yes' });
      expect(answer.body).toMatchObject({ code: 'overloaded', message: expect.stringContaining('send the same again') });
    }
    expect(counted).toBe(2);
  });

  it('is refused in the words of Camunda where it came for them', async () => {
    fill();
    const answer = await request(address).get('/engine-rest/task');
    expect(answer.status).toBe(503);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toEqual({ type: 'RestException', message: expect.stringContaining('Nothing was done'), code: null });
  });

  it('is refused before its body is here', async () => {
    fill();
    const sent = ask(`${address}/api/v1/tasks/1/complete`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '2' },
    });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.flushHeaders();
    });
    expect([answer.statusCode, counted]).toEqual([503, 1]);
    sent.destroy();
  });

  it('is refused once its body is here when the room was taken meanwhile', async () => {
    for (let at = 0; at < 63; at++) admission.enter();
    const sent = ask(`${address}/api/v1/tasks/1/complete`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '2' },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
    });
    sent.flushHeaders();
    expect((await request(address).get('/api/v1/inbox')).status).toBe(200);
    fill();
    sent.end('{}');
    expect((await answered).statusCode).toBe(503);
  });

  it('is answered all the same when it stays open for news, signs in, or asks for the page itself', async () => {
    fill();
    for (const path of ['/api/v1/live', '/engine-rest/external-task/fetchAndLock', '/api/v1/session', '/health/live', '/work'])
      expect((await request(address).get(path)).status).toBe(200);
  });

  it('is answered however many sign in at the same time, who are refused when there are too many of them', async () => {
    fill(signIn);
    expect((await request(address).post('/api/v1/session')).status).toBe(503);
    expect((await request(address).get('/api/v1/inbox')).status).toBe(200);
  });

  it('takes no room while a file comes in or an answer is read slowly', async () => {
    const send = () => fetch(`${address}/api/v1/documents`, { method: 'POST', body: new FormData() });
    expect((await send()).status).toBe(200);
    const reading = new AbortController();
    for (let at = 0; at < 3; at++) await fetch(`${address}/api/slowly`, { signal: reading.signal });
    expect(admission.room.taken).toBe(0);
    fill();
    expect((await send()).status).toBe(503);
    const disguised = await request(address).get('/api/v1/inbox').set('content-type', 'application/octet-stream');
    expect(disguised.status).toBe(503);
    reading.abort();
  });

  it('leaves no trace once it is answered', async () => {
    await Promise.all(Array.from({ length: 50 }, () => request(address).get('/api/v1/inbox')));
    expect(admission.room.taken).toBe(0);
  });
});
