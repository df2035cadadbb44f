import type { ServerOptions } from './gaita-server.ts';
import { GaitaServer } from './gaita-server.ts';
import type { Random } from './random.ts';

/** The servers behind which one database stands. */
export class Replicas {
  readonly all: readonly GaitaServer[];

  private constructor(all: readonly GaitaServer[]) {
    this.all = all;
  }

  static async prepare(count: number, options: Omit<ServerOptions, 'number'>): Promise<Replicas> {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    return new Replicas(await Promise.all(numbers.map((number) => GaitaServer.prepare({ ...options, number }))));
  }

  get crashed(): boolean {
    return this.all.some(({ crashed }) => crashed);
  }

  /** Where a client asks: one that is there as far as anybody knows, another than `not` if it can be. */
  pick(random: Random, not?: GaitaServer): GaitaServer {
    const ready = this.all.filter((server) => server.ready);
    const others = ready.filter((server) => server !== not);
    return random.pick(others.length > 0 ? others : ready.length > 0 ? ready : this.all);
  }

  /** Starts all; the first alone, since it migrates. */
  async start(): Promise<void> {
    const [first, ...others] = this.all as [GaitaServer, ...GaitaServer[]];
    await first.start();
    await Promise.all(others.map((server) => server.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((server) => server.stop()));
  }
}
