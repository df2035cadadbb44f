import { describe, expect, it } from '@jest/globals';
import type { ProcessModel } from '@gaita/bpmn';
import { checkModel, readModel } from '@gaita/bpmn';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import type { Trigger } from '../trigger.ts';
import type { Element } from './elements.ts';
import { PartsPlay } from './parts-play.ts';
import type { PlayOptions } from './play.ts';
import { bpmnFile } from './model-of.ts';
import { Play } from './play.ts';

/** A model drawn by hand with what it must do. */
export interface Golden {
  /**
   * BPMN XML: what stands inside the executable process with id `process`; or that and, in `roots`, the elements beside it
   * (`<message …/>`, `<error …/>`, other processes).
   */
  readonly model: string | { readonly process: string; readonly roots?: string };
  /** What happens to the instance, and what is to be seen on the way. Starts it itself. */
  play(play: Play): void;
  /** What `traceOf` gives in the end: white space between the entries is free. */
  readonly trace: string;
  readonly options?: PlayOptions;
  /** Elements between two restarts of the second play; default 1. For models too long for that. */
  readonly restartEvery?: number;
}

/**
 * The golden models of one element: how it goes, what cancels it, what repeats it, and what else there is to know. Each is
 * played a second time with a restart after every element (snapshot to JSON and back, the model compiled again, slices of one
 * element), and one with multi-instance or loops a third time with the items stored apart, and must leave the same trace. `npm run features` prints its catalogue from these tests.
 */
export function feature(
  element: Element,
  goldens: { readonly normal: Golden; readonly cancelled: Golden; readonly repeated: Golden; readonly [more: string]: Golden },
): void {
  describe(`feature ${element}`, () => {
    for (const [name, each] of Object.entries(goldens)) golden(name, each);
  });
}

/** One golden model by itself, played as those of a feature are. */
export function golden(name: string, model: Golden): void {
  const { options, restartEvery = 1 } = model;
  it(name, async () => {
    playGolden(model, new Play(await readGolden(model), options));
  });
  if (/LoopCharacteristics/.test(modelOf(model).process))
    it(`${name}, items stored apart`, async () => {
      playGolden(model, new PartsPlay(await readGolden(model), options));
    });
  it(`${name}, restarted`, async () => {
    playGolden(model, new RestartedPlay(await readGolden(model), { ...options, stepBudget: restartEvery }));
  });
}

/**
 * `+a` started, `-a` completed, `~a` withdrawn, terminated or failed, `!type@a` incident, `=outcome` of the instance; in the order
 * of the journal.
 */
export function traceOf(records: readonly JournalRecord[]): string {
  return records.flatMap(entryOf).join(' ');
}

function entryOf(record: JournalRecord): string[] {
  switch (record.kind) {
    case 'activityStarted':
      return [`+${record.elementId}`];
    case 'activityEnded':
      return [`${record.outcome === 'completed' ? '-' : '~'}${record.elementId}`];
    case 'incidentRaised':
      return [`!${record.incidentType}@${record.elementId}`];
    case 'instanceEnded':
      return [`=${record.outcome}`];
    default:
      return [];
  }
}

function playGolden({ play: happen, trace }: Golden, play: Play): void {
  happen(play);
  expect(traceOf(play.records)).toBe(trace.trim().replaceAll(/\s+/g, ' '));
}

const modelOf = ({ model }: Pick<Golden, 'model'>): { process: string; roots?: string } =>
  typeof model === 'string' ? { process: model } : model;

export async function readGolden(golden: Pick<Golden, 'model'>): Promise<ProcessModel> {
  const { process, roots = '' } = modelOf(golden);
  const read = await readModel(bpmnFile(process, roots));
  const errors = (await checkModel(read)).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
  return read.processes.find(({ id }) => id === 'process')!;
}

/** Restarts after every element: each slice is one element long and is continued by a process compiled anew. */
class RestartedPlay extends Play {
  override try(trigger: Trigger): Rejection | undefined {
    const latest: JournalRecord[] = [];
    for (let next: Trigger | undefined = trigger; next; next = this.nextSlice()) {
      this.compileAgain();
      const rejection = super.try(next);
      if (rejection) return rejection;
      latest.push(...this.latest);
    }
    this.latest = latest;
    return undefined;
  }

  private nextSlice(): Trigger | undefined {
    if (this.snapshot!.ended) return undefined;
    const slice = this.waits('continue').find(({ tokenId }) => tokenId === this.snapshot!.instanceId);
    return slice && { type: 'continue', jobId: slice.id };
  }
}
