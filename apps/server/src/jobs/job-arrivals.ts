import { Injectable } from '@nestjs/common';

/** Tells those who wait in this process that a topic has work. Work that another replica made is found by asking again. */
@Injectable()
export class JobArrivals {
  private readonly listeners = new Set<(topic: string) => void>();

  /** Never throws. */
  tell(topic: string): void {
    for (const listener of this.listeners) listener(topic);
  }

  /** @returns ends the listening */
  listen(listener: (topic: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when one of the topics has work, when the time is over, or when the signal is given. */
  next(topics: ReadonlySet<string>, milliseconds: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        silence();
        stop.removeEventListener('abort', end);
        resolve();
      };
      const silence = this.listen((topic) => topics.has(topic) && end());
      const timer = setTimeout(end, milliseconds);
      stop.addEventListener('abort', end);
      if (stop.aborted) end();
    });
  }
}
