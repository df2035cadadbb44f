import type { Random } from '../faults/random.ts';

export interface Arrived<T> {
  readonly answer: T;
  /** From when it was planned to be sent until it was answered, milliseconds: a late sender makes nothing look quicker. */
  readonly took: number;
}

/**
 * Sends at moments drawn beforehand, whether earlier requests are answered or not, as many people do who know nothing of each
 * other: `perSecond` in the mean, the pauses between them exponential.
 */
export async function openLoop<T>(
  perSecond: number,
  seconds: number,
  random: Random,
  send: (index: number) => Promise<T>,
): Promise<Arrived<T>[]> {
  const plan: number[] = [];
  for (let at = 0; at < seconds * 1_000; at += (-Math.log(1 - random.next()) * 1_000) / perSecond) plan.push(at);
  const began = performance.now();
  const answers: Promise<Arrived<T>>[] = [];
  await new Promise<void>((resolve) => {
    const turn = () => {
      const now = performance.now() - began;
      for (let at = plan[answers.length]; at !== undefined && at <= now; at = plan[answers.length]) {
        const planned = began + at;
        answers.push(send(answers.length).then((answer) => ({ answer, took: performance.now() - planned })));
      }
      if (answers.length === plan.length) resolve();
      else setTimeout(turn, 1);
    };
    turn();
  });
  return Promise.all(answers);
}
