import type { GaitaServer } from './gaita-server.ts';
import type { EffectEntry, Intent, Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Replicas } from './replicas.ts';

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

/** How long a client waits for an answer before it asks another server, milliseconds. */
const patience = 12_000;
/** Of a text longer than that the ledger keeps the length only. */
const longestText = 10_000;
const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/**
 * Speaks to servers as the demo people do: to any of them, and to another one when no answer came. What changes something stands
 * in the ledger before and after.
 */
export class Client {
  private readonly replicas: Replicas;
  private readonly ledger: Ledger;
  private readonly random: Random;

  constructor(replicas: Replicas, ledger: Ledger, random: Random) {
    this.replicas = replicas;
    this.ledger = ledger;
    this.random = random;
  }

  /** One try. Undefined when no answer came: the server may have done it or not. */
  async post(ask: Ask, server = this.replicas.pick(this.random)): Promise<Answer | undefined> {
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
      body: forLedger(body),
      intent,
    });
    try {
      const answer = await this.send(server, 'POST', account, path, body, key);
      await this.ledger.write({ entry: 'answer', id, at: Date.now(), ...answer });
      return answer;
    } catch (error) {
      await this.ledger.write({ entry: 'lost', id, at: Date.now(), reason: reasonOf(error) });
      return undefined;
    }
  }

  /** Asks again with the same key until the server says what became of it. */
  async insist(ask: Ask & { readonly key: string }, until: () => boolean): Promise<Answer | undefined> {
    let server: GaitaServer | undefined;
    for (;;) {
      server = this.replicas.pick(this.random, server);
      const answer = await this.post(ask, server);
      if (answer && !isPassing(answer)) return answer;
      if (until()) return undefined;
      // as polite as a client is to be that was told to come again in a moment
      await pause(this.random.between(200, 600));
    }
  }

  /** What a program outside did stands in the ledger, too. */
  note(entry: EffectEntry): Promise<void> {
    return this.ledger.write(entry);
  }

  /** Undefined when no good answer came. */
  async get<T>(account: string, path: string): Promise<T | undefined> {
    try {
      const { status, body } = await this.send(this.replicas.pick(this.random), 'GET', account, path);
      return status === 200 ? (body as T) : undefined;
    } catch {
      return undefined;
    }
  }

  private async send(
    server: GaitaServer,
    method: string,
    account: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer> {
    const response = await fetch(server.url + path, {
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

const forLedger = (body: unknown): unknown => {
  const text = JSON.stringify(body);
  return text.length > longestText ? { characters: text.length } : body;
};

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
