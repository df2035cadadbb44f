import { useState } from 'react';
import { RequestError, newIdempotencyKey } from './request.ts';

/** Not reached, signed out, too much at the moment, or still at work: nobody knows yet whether it took effect. */
const isUnclear = (error: unknown): boolean =>
  !(error instanceof RequestError) ||
  [0, 401, 429].includes(error.status) ||
  error.status >= 500 ||
  error.code === 'command-in-work';

/** A write that a person tries until it is answered: every try has the same key, so that it takes effect once. */
export class Attempt {
  private key = newIdempotencyKey();

  async send<T>(work: (key: string) => Promise<T>): Promise<T> {
    try {
      const answer = await work(this.key);
      this.key = newIdempotencyKey();
      return answer;
    } catch (error) {
      if (!isUnclear(error)) this.key = newIdempotencyKey();
      throw error;
    }
  }
}

/** For as long as the form or the page is shown. */
export const useAttempt = (): Attempt => useState(() => new Attempt())[0];
