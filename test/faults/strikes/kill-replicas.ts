import type { GaitaServer } from '../gaita-server.ts';
import type { Random } from '../random.ts';
import type { Strike } from './strike.ts';
import { pause } from './strike.ts';

/** `kill -9` of one server, sometimes of all at once; now and then also while it starts again. */
export const killReplicas: Strike = {
  name: 'kill',
  family: 'replica',
  weight: 4,
  possible: () => true,
  strike: async ({ replicas }, random) => {
    const victims = random.chance(0.3) ? replicas.all : [random.pick(replicas.all)];
    // half of the times they come back at once, else timers fall due while they are down
    const away = random.chance(0.5) ? 0 : random.between(500, 5_000);
    const done = await Promise.all(victims.map((server) => killOne(server, away, random.fork())));
    return done.flat().map((what) => (victims.length > 1 ? `${what}, all at once` : what));
  },
};

/** @param away milliseconds until it is started again */
export const killOne = async (server: GaitaServer, away: number, random: Random): Promise<string[]> => {
  const done = ['at work'];
  await server.kill();
  await pause(away);
  while (random.chance(0.2)) {
    const starting = server.start();
    await pause(random.between(50, 2_500));
    const wasReady = server.ready;
    await server.kill();
    await starting;
    done.push(wasReady ? 'at work' : 'while starting');
  }
  await server.start();
  return done;
};
