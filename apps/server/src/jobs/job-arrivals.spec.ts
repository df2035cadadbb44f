import { describe, expect, it } from '@jest/globals';
import { JobArrivals } from './job-arrivals.ts';

const long = 60_000;
const never = new AbortController().signal;
const hasEnded = async (waiting: Promise<void>) => {
  let ended = false;
  void waiting.then(() => (ended = true));
  await new Promise((resolve) => setImmediate(resolve));
  return ended;
};

describe('Who waits for work', () => {
  it('hears of the topics that they asked for, and of no other', async () => {
    const arrivals = new JobArrivals();
    const waiting = arrivals.next(new Set(['print', 'fold']), long, never);
    arrivals.tell('stamp');
    expect(await hasEnded(waiting)).toBe(false);
    arrivals.tell('fold');
    expect(await hasEnded(waiting)).toBe(true);
  });

  it('goes on after a while, whatever comes', async () => {
    await new JobArrivals().next(new Set(['print']), 1, never);
  });

  it('does not wait when they have hung up, before or meanwhile', async () => {
    const arrivals = new JobArrivals();
    const hangUp = new AbortController();
    const waiting = arrivals.next(new Set(['print']), long, hangUp.signal);
    expect(await hasEnded(waiting)).toBe(false);
    hangUp.abort();
    expect(await hasEnded(waiting)).toBe(true);
    expect(await hasEnded(arrivals.next(new Set(['print']), long, hangUp.signal))).toBe(true);
  });

  it('is told each arrival until they end it, and all of them are', () => {
    const arrivals = new JobArrivals();
    const heard: string[] = [];
    const end = arrivals.listen((topic) => heard.push(`first ${topic}`));
    arrivals.listen((topic) => heard.push(`second ${topic}`));
    arrivals.tell('print');
    end();
    arrivals.tell('fold');
    expect(heard).toEqual(['first print', 'second print', 'second fold']);
  });
});
