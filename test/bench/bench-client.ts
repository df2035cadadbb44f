import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Account of a demo person. */
  readonly as?: string;
  readonly key?: string;
}

/** A client as light as may be: what it costs is taken from the server's cores. Connections stay open. */
export class BenchClient {
  private agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  private readonly address: URL;

  constructor(address: string) {
    this.address = new URL(address);
  }

  /** @throws Error when the connection breaks */
  send({ method = 'POST', path, body, as = 'admin', key }: Ask): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.address.hostname,
          port: this.address.port,
          agent: this.agent,
          method,
          path,
          headers: {
            authorization: `Basic ${Buffer.from(`${as}:demo`).toString('base64')}`,
            ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(key !== undefined && { 'idempotency-key': key }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            const got = Buffer.concat(chunks).toString();
            const isJson = String(answer.headers['content-type']).includes('json');
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: isJson && got !== '' ? JSON.parse(got) : got,
            });
          });
        },
      );
      sent.once('error', reject);
      sent.end(text);
    });
  }

  /**
   * Comes again when the server says that it has too much to do.
   * @throws Error for every other answer that is no success
   */
  async insist<T>(ask: Ask): Promise<T> {
    const { status, headers, body } = await this.send(ask);
    if (status === 503 && headers['retry-after'] !== undefined) {
      await pause(Number(headers['retry-after']) * 1_000);
      return this.insist(ask);
    }
    if (status >= 400) throw new Error(`${ask.method ?? 'POST'} ${ask.path}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
    return body as T;
  }

  /** Deploys a model, or several files as one deployment. */
  async deploy(files: Readonly<Record<string, string>>): Promise<void> {
    const form = new FormData();
    form.set('deployment-name', 'bench');
    for (const [name, content] of Object.entries(files)) form.set(name, new Blob([content]), name);
    const answer = await fetch(new URL('/engine-rest/deployment/create', this.address), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('admin:demo').toString('base64')}` },
      body: form,
    });
    if (!answer.ok) throw new Error(`the model was refused: ${(await answer.text()).slice(0, 500)}`);
  }

  /** Opens its connections anew: a server that stood still has given up those that it had. */
  reconnect(): void {
    this.agent.destroy();
    this.agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  }

  close(): void {
    this.agent.destroy();
  }
}
