import type { RejectionCode } from '@gaita/contracts';
import { reportReached, reportUnreachable } from '../offline/connection.ts';
import { patiently } from './patiently.ts';

/** A refused or failed request. `status` 0: the server was not reached. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly code: RejectionCode | 'unreachable' | 'unknown',
    message: string,
    readonly details: { readonly [name: string]: unknown } = {},
  ) {
    super(message);
  }

  /** Not reached, signed out, or too much at the moment: the same goes through later as it is. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

let language = 'en';
let whenSignedOut: () => void = () => undefined;

/** Names of tasks and processes come in this language, whatever the account's own is. */
export function askIn(wanted: string): void {
  language = wanted;
}

/** Called when a request finds the session gone. */
export function onSignedOut(listener: () => void): () => void {
  whenSignedOut = listener;
  return () => {
    whenSignedOut = () => undefined;
  };
}

interface Sending {
  /** Of an edit that may be sent again; a new one where none is given. */
  readonly key?: string;
  /** Goes on when the page is left, where it is small enough. */
  readonly keepalive?: boolean;
}

/** Browsers refuse to go on with more of it when the page is left, as if the server were not there. */
const mostKeptAlive = 60_000;

/** One request to `/api/v1`; throws RequestError. A write carries a key, so that the network may repeat it. */
export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  { key = newIdempotencyKey(), keepalive = false }: Sending = {},
): Promise<T> {
  const content = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const send = () =>
    fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(path !== '/session' && { 'Gaita-Language': language }),
        ...(method !== 'GET' && { 'Idempotency-Key': key }),
        ...(body !== undefined && { 'Content-Type': body instanceof Blob ? 'application/octet-stream' : 'application/json' }),
      },
      ...(content !== undefined && { body: content }),
      ...(signal && { signal }),
      ...(keepalive && sizeOf(content) < mostKeptAlive && { keepalive }),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      reportUnreachable();
      throw new RequestError(0, 'unreachable', 'The server cannot be reached.');
    });
  const response = await patiently(send, signal);
  reportReached();
  if (!response.ok) {
    const refusal = await refusalOf(response);
    if (response.status === 401 && path !== '/session') whenSignedOut();
    throw refusal;
  }
  if (response.status === 204) return undefined as T;
  const type = response.headers.get('content-type') ?? '';
  return (type.includes('json') ? await response.json() : await response.text()) as T;
}

/** A query string of what is given: `?a=1&b=2`, or nothing. */
export function query(values: { readonly [name: string]: string | number | undefined }): string {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

const sizeOf = (content: string | Blob | undefined): number =>
  content instanceof Blob ? content.size : new TextEncoder().encode(content).length;

async function refusalOf(response: Response): Promise<RequestError> {
  const body = (await response.json().catch(() => undefined)) as Partial<RequestError> | undefined;
  return new RequestError(response.status, body?.code ?? 'unknown', body?.message ?? response.statusText, body?.details);
}

/** `crypto.randomUUID` exists only where the page came over HTTPS or from this machine. */
export function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
