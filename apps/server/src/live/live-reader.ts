import type { Actor } from '../identity/index.ts';
import type { LiveStream } from './live-stream.ts';

/** Who they are and what they may do now; undefined when their session, token or account is over. */
export type Recheck = () => Promise<Actor | undefined>;

/** Somebody who listens. Their rights are looked up again before the next event once something of them changed. */
export class LiveReader {
  readonly stream: LiveStream;
  private readonly recheck: Recheck;
  private known: Actor;
  private checking: Promise<boolean> | undefined;

  constructor(actor: Actor, stream: LiveStream, recheck: Recheck) {
    this.known = actor;
    this.stream = stream;
    this.recheck = recheck;
  }

  get actor(): Actor {
    return this.known;
  }

  /** Rows of persons, sessions and tokens that this reader depends on. */
  dependsOn(id: string): boolean {
    return id === this.known.personId || id === this.known.sessionId;
  }

  /** From this call on nothing is sent by the old rights. */
  doubt(): void {
    this.checking = (this.checking ?? Promise.resolve(true)).then(() => this.look());
  }

  /** Resolves when the rights are those of now. False: the stream is closed. */
  async settled(): Promise<boolean> {
    for (let checking = this.checking; checking; checking = this.checking) {
      await checking;
      if (checking === this.checking) this.checking = undefined;
    }
    return !this.stream.isClosed;
  }

  private async look(): Promise<boolean> {
    // Whoever cannot be looked up is not told anything: their browser comes back and signs in.
    const actor = await this.recheck().catch(() => undefined);
    if (!actor) {
      this.stream.end();
      return false;
    }
    const changed = actor.revision !== this.known.revision || rolesOf(actor) !== rolesOf(this.known);
    this.known = actor;
    if (changed) this.stream.send('changes', [{ topic: 'session', id: actor.account }]);
    return true;
  }
}

const rolesOf = ({ roles, standsInFor }: Actor): string => JSON.stringify([roles, standsInFor]);
