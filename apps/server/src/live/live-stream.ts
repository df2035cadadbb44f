import type { Response } from 'express';

/** A reader who takes nothing for so long is cut off; their browser comes back and asks anew. */
const patience = 30_000;

/**
 * One reader's connection. What a slow reader has not taken is not kept for them: they are told to reload once they take
 * something again.
 */
export class LiveStream {
  private readonly response: Response;
  private stuckSince: number | undefined;
  private missed = false;
  private closed = false;

  constructor(response: Response) {
    this.response = response;
    response.status(200);
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    // proxies would hold events back until their buffer is full
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    response.on('drain', () => this.drained());
    response.once('close', () => (this.closed = true));
  }

  get isClosed(): boolean {
    return this.closed;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  send(event: 'changes' | 'reload' | 'beat', data: unknown, id?: string): void {
    if (this.closed) return;
    if (this.stuckSince !== undefined) {
      this.missed ||= event !== 'beat';
      if (performance.now() - this.stuckSince > patience) this.response.destroy();
      return;
    }
    const lines = `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    if (!this.response.write(lines)) this.stuckSince = performance.now();
  }

  /** Nothing follows, and the browser shall not come back by itself. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.response.end('event: end\ndata: null\n\n');
  }

  /** The server stops: the browser comes back, to another replica or later. */
  leave(): void {
    this.closed = true;
    this.response.end();
  }

  private drained(): void {
    this.stuckSince = undefined;
    if (!this.missed) return;
    this.missed = false;
    this.send('reload', null);
  }
}
