import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Milliseconds after which it is collected once more: V8 makes the space of young objects small only when little came in since the
 * collection before. After one second it did not, after twelve it did.
 */
const pause = 15_000;

/**
 * Gives back the memory that only the start needed, a third of all. By itself V8 would do it only when there is much to do; a
 * server at which nobody works would keep it for days.
 */
export const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
  setTimeout(collect, pause).unref();
};
