import type { ProcessModel } from '@gaita/bpmn';
import type { JournalRecord } from '@gaita/contracts';
import { findStandstill } from './token-game/stillness.ts';
import { TokenGame } from './token-game/token-game.ts';

/** Why the records of an instance are no legal run of the model: a sentence with the record's number, or undefined. */
export function findIllegal(process: ProcessModel, records: readonly JournalRecord[]): string | undefined {
  return play(process, records).illegal;
}

/**
 * The same for an instance that has come to rest: in what waits for something outside, nothing could have moved. For journals
 * without open `continue` jobs.
 */
export function findIllegalAtRest(process: ProcessModel, records: readonly JournalRecord[]): string | undefined {
  const { game, illegal } = play(process, records);
  return illegal ?? findStandstill(game);
}

function play(process: ProcessModel, records: readonly JournalRecord[]): { game: TokenGame; illegal?: string } {
  const game = new TokenGame(process);
  for (const [number, record] of records.entries()) {
    const found = game.read(record);
    if (found) return { game, illegal: `record ${number} (${record.kind}): ${found}` };
  }
  return { game };
}
