import type { GaitaServer } from './gaita-server.ts';
import type { Intent, Ledger } from './ledger.ts';

export interface Ask {
  readonly account: string;
  readonly path: string;
  readonly body: unknown;
  /** Makes it safe to ask again. */
  readonly key?: string;
  readonly intent: Intent;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const patience = 30_000;
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** Speaks to the server as the demo people do. What changes something stands in the ledger before and after. */
export class Client {
  private readonly server: GaitaServer;
  private readonly ledger: Ledger;

  constructor(server: GaitaServer, ledger: Ledger) {
    this.server = server;
    this.ledger = ledger;
  }

  /** One try. Undefined when no answer came: the server may have done it or not. */
  async post(ask: Ask): Promise<Answer | undefined> {
    const id = this.ledger.nextId();
    const { account, path, body, key, intent } = ask;
    await this.ledger.write({
      entry: 'request',
      id,
      at: Date.now(),
      method: 'POST',
      path,
      account,
      ...(key !== undefined && { key }),
      body,
      intent,
    });
    try {
      const answer = await this.send('POST', account, path, body, key);
      await this.ledger.write({ entry: 'answer', id, at: Date.now(), ...answer });
      return answer;
    } catch (error) {
      await this.ledger.write({ entry: 'lost', id, at: Date.now(), reason: reasonOf(error) });
      return undefined;
    }
  }

  /** Asks again with the same key until the server says what became of it. */
  async insist(ask: Ask & { readonly key: string }, until: () => boolean): Promise<Answer | undefined> {
    for (;;) {
      const answer = await this.post(ask);
      if (answer && !isPassing(answer)) return answer;
      if (until()) return undefined;
      await pause(100);
    }
  }

  /** Undefined when no good answer came. */
  async get<T>(account: string, path: string): Promise<T | undefined> {
    try {
      const { status, body } = await this.send('GET', account, path);
      return status === 200 ? (body as T) : undefined;
    } catch {
      return undefined;
    }
  }

  private async send(method: string, account: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${account}:demo`).toString('base64')}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : parse(text) };
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Refusals that say: ask again in a moment. */
export const isPassing = ({ status, body }: { readonly status: number; readonly body?: unknown }): boolean =>
  status === 503 || (status === 409 && (body as { code?: string } | undefined)?.code === 'command-in-work');

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
};
