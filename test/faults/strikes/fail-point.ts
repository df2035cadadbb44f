import type { FailPoint } from '../../../apps/server/src/platform/fail-points.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import type { Strike } from './strike.ts';

/** How long to wait until the server comes to its fail point, milliseconds. */
const patience = 6_000;
/** Places that are come to once a step or often; the others are rare. */
const often: ReadonlySet<FailPoint> = new Set(['before-commit', 'commit-sent', 'after-commit', 'plan-committed', 'plan-told']);

/** A server is started anew, several times in a row, so that it dies at one of the places around commits, queues and acknowledgements. */
export const failPoint: Strike = {
  name: 'fail point',
  family: 'replica',
  weight: 6,
  possible: () => true,
  strike: async (stage, random) => {
    const server = random.pick(stage.replicas.all);
    const done: string[] = [];
    await server.kill();
    done.push('for a fail point');
    for (let times = 1 + random.below(3); times > 0; times--) {
      const name = next(stage, random);
      const nth = 1 + random.below(often.has(name) ? 15 : 3);
      await server.start({ GAITA_FAIL_POINT: `${name}:${nth}` });
      if (await server.dies(patience)) done.push(name);
      else {
        await server.kill();
        done.push('for a fail point');
      }
    }
    await server.start();
    return done;
  },
};

const bags = new WeakMap<Stage, FailPoint[]>();

/** Each of the places before any comes again. */
const next = (stage: Stage, random: Random): FailPoint => {
  let bag = bags.get(stage) ?? [];
  if (bag.length === 0) bag = stage.failPoints.filter((name) => isOnTheWay(name, stage));
  bags.set(stage, bag);
  return bag.splice(random.below(bag.length), 1)[0] as FailPoint;
};

/** Whether a server that works on a migrated database of this kind comes there. */
const isOnTheWay = (name: FailPoint, { database, redis }: Stage): boolean => {
  if (name.startsWith('migration')) return false;
  if (name === 'commit-sent') return database !== undefined;
  return redis !== undefined || !(name.startsWith('wakes-') || name === 'wake-acknowledged');
};
