/** Asks once for all who ask in the same turn. */
export const gathered = <R>(ask: (keys: readonly string[]) => Promise<R>): ((key: string) => Promise<R>) => {
  let keys: string[] = [];
  let answer: Promise<R> | undefined;
  return (key) => {
    keys.push(key);
    answer ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      const asked = keys;
      keys = [];
      answer = undefined;
      return ask(asked);
    });
    return answer;
  };
};
