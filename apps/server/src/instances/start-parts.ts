import { Injectable } from '@nestjs/common';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import type { Command, RowChanges } from '../platform/write-plan.ts';
import type { Decision, LoadedInstance } from './command-instance.ts';
import type { StartRequest } from './start-request.ts';

/** A case that somebody is starting: its first step is in the plan, nothing is written yet. */
export interface StartingCase {
  readonly command: Command;
  readonly actor: Actor;
  readonly request: StartRequest;
  readonly loaded: LoadedInstance;
  readonly records: readonly JournalRecord[];
  /** What the plan holds so far; a part adds its own by its decision. */
  readonly changes: RowChanges;
}

/** Undefined: it has nothing to do with this start. Called again when the plan is prepared anew. */
export type StartPart = (starting: StartingCase) => Promise<Decision<unknown> | Rejection | undefined>;

/** What goes along with the start of a case, in the same commit; features above this floor register theirs. */
@Injectable()
export class StartParts {
  private readonly parts: StartPart[] = [];

  register(part: StartPart): void {
    this.parts.push(part);
  }

  async of(starting: StartingCase): Promise<readonly Decision<unknown>[] | Rejection> {
    const decisions: Decision<unknown>[] = [];
    for (const part of this.parts) {
      const decided = await part(starting);
      if (isRejection(decided)) return decided;
      if (decided) decisions.push(decided);
    }
    return decisions;
  }
}
