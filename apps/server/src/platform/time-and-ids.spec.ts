import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from './clock.ts';
import { DatabaseClock } from './database-clock.ts';
import { RandomIds } from './random-ids.ts';

describe('the virtual clock', () => {
  it('calls who waits in order, each at its own time', () => {
    const clock = new VirtualClock(100);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name} ${clock.now()}`);
    clock.wakeAt(130, note('late'));
    clock.wakeAt(120, () => {
      note('early')();
      clock.wakeAt(125, note('nested'));
    });
    clock.wakeAt(110, note('cancelled'))();
    clock.wakeAt(200, note('beyond'));
    clock.set(150);
    expect(seen).toEqual(['early 120', 'nested 125', 'late 130']);
    expect(clock.now()).toBe(150);
    clock.set(10);
    expect(clock.now()).toBe(150);
  });
});

describe('the database clock', () => {
  it('goes by the database, between measurements by the monotonic clock', async () => {
    let monotonic = 5_000;
    let database = 1_000_000;
    const source = {
      time: async () => {
        monotonic += 10; // half of the round trip before the database looked, half after
        return database + 5;
      },
    };
    const clock = new DatabaseClock(source, () => monotonic);
    await clock.measure();
    expect(clock.now()).toBe(1_000_010);
    monotonic += 400;
    expect(clock.now()).toBe(1_000_410);
    database = 2_000_000;
    await clock.measure();
    expect(clock.now()).toBe(2_000_010);
  });
});

describe('the database clock when its question waits', () => {
  it('does not go by an answer that was long on its way, unless it has no other', async () => {
    let [monotonic, way] = [0, 14_000];
    // the database stands still and looks at its clock at the end
    const source = { time: async () => 1_000_000 + (monotonic += way) };
    const clock = new DatabaseClock(source, () => monotonic);
    await clock.measure();
    expect(clock.now()).toBe(1_007_000 + monotonic);
    way = 10;
    await clock.measure();
    way = 14_000;
    await clock.measure();
    expect(clock.now()).toBe(1_000_005 + monotonic);
  });
});

describe('the database clock between two measurements that differ', () => {
  const drifting = () => {
    let monotonic = 0;
    let database = 1_000_000;
    const clock = new DatabaseClock({ time: async () => database }, () => monotonic);
    const pass = (milliseconds: number, counted = milliseconds) => {
      monotonic += milliseconds;
      database += counted;
    };
    return { clock, pass };
  };

  it('stands still and does not go back', async () => {
    const { clock, pass } = drifting();
    await clock.measure();
    pass(100, 95);
    expect(clock.now()).toBe(1_000_100);
    await clock.measure();
    expect(clock.now()).toBe(1_000_100);
    pass(10);
    expect(clock.now()).toBe(1_000_105);
  });

  it('goes back with a database whose clock was set back', async () => {
    const { clock, pass } = drifting();
    await clock.measure();
    pass(100, -600_000);
    expect(clock.now()).toBe(1_000_100);
    await clock.measure();
    expect(clock.now()).toBe(400_000);
  });

  it('says that something is due only when both say so, so that nothing is written down as early', async () => {
    const { clock, pass } = drifting();
    await clock.measure();
    pass(100, 105);
    expect(await clock.until(1_000_103)).toBe(3);
    pass(10, 10);
    expect(await clock.until(1_000_103)).toBeLessThanOrEqual(0);
  });
});

describe('ids', () => {
  it('sort by creation, fit their columns and never repeat', () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 21));
    const ids = new RandomIds(clock);
    const made = Array.from({ length: 5_000 }, (_, i) => {
      if (i % 100 === 0) clock.advance(1);
      return i % 2 === 0 ? ids.next() : ids.prefix();
    });
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) expect(id).toMatch(/^[0-9a-z]{24}$/);
  });

  it('sort on when the clock stands still for more than the counter holds', () => {
    const ids = new RandomIds(new VirtualClock(0));
    let last = '';
    for (let i = 0; i < 32 ** 4 + 10; i++) {
      const id = ids.next();
      if (id <= last) throw new Error(`${id} after ${last}`);
      last = id;
    }
    expect(last.slice(0, 10)).toBe('0000000001');
  });

  it('of two processes differ at the same moment', () => {
    const clock = new VirtualClock(0);
    expect(new RandomIds(clock).next()).not.toBe(new RandomIds(clock).next());
  });
});
