import { describe, expect, it } from '@jest/globals';
import { patiently } from './patiently.ts';

const busy = (after: string | null, status = 503) =>
  new Response('{}', { status, headers: after === null ? {} : { 'retry-after': after } });

/** Plays what the server answers, one after the other; the last again and again. */
async function play(...answers: Response[]) {
  const pauses: number[] = [];
  let sent = 0;
  const response = await patiently(
    async () => answers[Math.min(sent++, answers.length - 1)] as Response,
    undefined,
    async (milliseconds) => void pauses.push(milliseconds),
  );
  return { status: response.status, sent, pauses };
}

describe('A request that the server has no time for', () => {
  it('is sent again around the moment that the server named, later each time', async () => {
    const { status, sent, pauses } = await play(busy('1'), busy('1'), new Response('{}'));
    expect({ status, sent }).toEqual({ status: 200, sent: 3 });
    expect(pauses[0]).toBeGreaterThanOrEqual(500);
    expect(pauses[0]).toBeLessThanOrEqual(1_500);
    expect(pauses[1]).toBeGreaterThanOrEqual(1_000);
    expect(pauses[1]).toBeLessThanOrEqual(3_000);
  });

  it('is given up after four times, with what the server says', async () => {
    expect(await play(busy('0', 429))).toMatchObject({ status: 429, sent: 4 });
  });

  it('is not sent again when the server names no moment, or a far one', async () => {
    expect(await play(busy(null))).toMatchObject({ status: 503, sent: 1 });
    expect(await play(busy('900', 429))).toMatchObject({ status: 429, sent: 1 });
    expect(await play(new Response('{}', { status: 409, headers: { 'retry-after': '1' } }))).toMatchObject({ sent: 1 });
  });

  it('ends when nobody waits for it any more', async () => {
    const left = new AbortController();
    const asked = patiently(async () => busy('5'), left.signal);
    left.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
  });
});
