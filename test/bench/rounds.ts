/** `clients` work side by side for so long; each goes on with its next piece as soon as it is through with one. */
export async function forSeconds(
  seconds: number,
  clients: number,
  work: (client: number) => Promise<unknown>,
): Promise<{ readonly count: number; readonly seconds: number }> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < until) {
        await work(client);
        count++;
      }
    }),
  );
  return { count, seconds: (performance.now() - started) / 1000 };
}
