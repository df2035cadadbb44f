import { LiveSource } from './live-source.ts';
import type { LiveMessage, LiveState } from './live-source.ts';

type Shared = LiveMessage | { readonly kind: 'who' };

/**
 * What all tabs of one person hear. One of them, who holds a lock of the browser, has the stream and tells the others; when it
 * closes, the next one takes over. Where the browser has no locks (a page without https) each tab has its own.
 */
export class SharedLive {
  private readonly channel: BroadcastChannel | undefined;
  private readonly deliver: (message: LiveMessage) => void;
  private readonly stop = new AbortController();
  private source: LiveSource | undefined;
  private state: LiveState = 'live';

  constructor(account: string, deliver: (message: LiveMessage) => void) {
    this.deliver = deliver;
    const name = `gaita-live-${account}`;
    if (typeof BroadcastChannel === 'undefined' || !('locks' in navigator)) {
      this.lead();
      return;
    }
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Shared>) => {
      if (data.kind !== 'who') this.hear(data);
      else if (this.source) this.channel?.postMessage({ kind: 'state', state: this.state });
    };
    this.channel.postMessage({ kind: 'who' });
    navigator.locks
      .request(name, { signal: this.stop.signal }, () => {
        this.lead();
        return new Promise<void>((resolve) => this.stop.signal.addEventListener('abort', () => resolve()));
      })
      .catch(() => undefined);
  }

  close(): void {
    this.stop.abort();
    this.source?.close();
    this.channel?.close();
  }

  private lead(): void {
    if (this.stop.signal.aborted) return;
    this.source = new LiveSource((message) => {
      this.channel?.postMessage(message);
      this.hear(message);
    });
  }

  private hear(message: LiveMessage): void {
    if (message.kind === 'state') this.state = message.state;
    this.deliver(message);
  }
}
