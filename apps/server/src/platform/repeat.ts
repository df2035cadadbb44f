import { Logger } from '@nestjs/common';

/** Work that is done now and again every so often while the server runs, never twice at a time; a failure waits for the next round. */
export class Repeat {
  private readonly log = new Logger('repeat');
  private readonly name: string;
  private readonly every: number;
  private readonly work: () => Promise<unknown>;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  /** @param every milliseconds */
  constructor(name: string, every: number, work: () => Promise<unknown>) {
    this.name = name;
    this.every = every;
    this.work = work;
  }

  start(): void {
    this.run();
    this.timer = setInterval(() => this.run(), this.every);
    this.timer.unref();
  }

  /** Ends with the round that is at work. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  private run(): void {
    this.round ??= this.work()
      .then(
        () => undefined,
        (error: unknown) =>
          this.log.warn({ message: `${this.name} failed, the next round follows`, error: (error as Error).message }),
      )
      .finally(() => {
        this.round = undefined;
      });
  }
}
