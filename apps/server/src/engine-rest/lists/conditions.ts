import type { Actor } from '../../identity/index.ts';
import type { SqlParameter } from '../../platform/database/dialect.ts';

/** SQL conditions joined by AND, with their parameters. Texts are ours; what callers send is a parameter only. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly parameters: SqlParameter[] = [];

  /** @param reader for whom the rows are: what they may not see does not decide either */
  constructor(readonly reader?: Actor) {}

  add(sql: string, ...parameters: readonly SqlParameter[]): this {
    this.parts.push(`(${sql})`);
    this.parameters.push(...parameters);
    return this;
  }

  /** Nothing fulfils it. */
  never(): this {
    return this.add('1 = 0');
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }
}
