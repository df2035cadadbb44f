import type { ProcessModel } from '@gaita/bpmn';
import { createCalendar } from '@gaita/calendar';
import type { JournalRecord, Variables } from '@gaita/contracts';
import { advance } from '@gaita/engine';
import type { Advanced, CompiledProcess, Snapshot, Trigger } from '@gaita/engine';
import { candidatesAhead, combinations } from './choices-ahead.ts';

const calendar = createCalendar({ country: 'LV', movedDays: true });

/** What was reached in a process. */
export class Coverage {
  readonly nodes = new Set<string>();
  readonly flows = new Map<string, number>();
  hasEnded = false;

  read(records: readonly JournalRecord[]): void {
    for (const record of records) {
      if (record.kind === 'activityStarted') this.nodes.add(record.elementId);
      if (record.kind === 'flowTaken') this.flows.set(record.flowId, (this.flows.get(record.flowId) ?? 0) + 1);
      if (record.kind === 'instanceEnded' && record.outcome === 'completed') this.hasEnded = true;
    }
  }
}

/** Chooses what people and workers answer, by looking at what would come of it. */
export class Driver {
  private readonly model: ProcessModel;
  private readonly process: CompiledProcess;
  private readonly coverage: Coverage;
  private readonly choose: (below: number) => number;
  private readonly distances: ReadonlyMap<string, number>;
  private steps = 0;

  constructor(model: ProcessModel, process: CompiledProcess, coverage: Coverage, choose: (below: number) => number) {
    this.model = model;
    this.process = process;
    this.coverage = coverage;
    this.choose = choose;
    this.distances = distancesToEnd(model);
  }

  /**
   * The values that lead furthest: over flows that nobody took yet, else over those that were taken least; `homeward`: nearest to
   * an end event.
   */
  valuesAt(
    elementId: string,
    snapshot: Snapshot | undefined,
    trigger: (variables: Variables) => Trigger,
    homeward = false,
  ): Variables {
    let best: { values: Variables; worth: number } | undefined;
    for (const values of combinations(candidatesAhead(this.model, elementId), 120, this.choose)) {
      const answer = this.try(snapshot, trigger(values));
      if (answer.kind !== 'advanced') continue;
      const worth = homeward ? this.nearness(answer.records) : this.novelty(answer.records);
      if (!best || worth > best.worth) best = { values, worth };
    }
    return best?.values ?? {};
  }

  try(snapshot: Snapshot | undefined, trigger: Trigger): Advanced {
    const environment = { now: Date.UTC(2026, 4, 5), ids: `d${this.steps++}-`, decisions: {}, calendar };
    return advance(this.process, snapshot, trigger, environment);
  }

  /** An incident is worth nothing; a flow the more the less it was taken. */
  private novelty(records: readonly JournalRecord[]): number {
    if (records.some(({ kind }) => kind === 'incidentRaised')) return -1;
    return records.reduce(
      (sum, record) => (record.kind === 'flowTaken' ? sum + 1 / (1 + (this.coverage.flows.get(record.flowId) ?? 0)) ** 2 : sum),
      this.choose(100) / 10_000,
    );
  }

  private nearness(records: readonly JournalRecord[]): number {
    if (records.some(({ kind }) => kind === 'incidentRaised')) return -Infinity;
    if (records.some(({ kind }) => kind === 'instanceEnded')) return 1;
    const reached = records.flatMap((record) => (record.kind === 'activityStarted' ? [record.elementId] : []));
    return -(this.distances.get(reached.at(-1) ?? '') ?? 1_000) + this.choose(100) / 200;
  }
}

/** How many flows lie between a node and the nearest end event. */
function distancesToEnd({ nodes, flows }: ProcessModel): Map<string, number> {
  const distances = new Map<string, number>();
  for (const { id, type } of nodes) if (type === 'endEvent') distances.set(id, 0);
  for (let changed = true; changed;) {
    changed = false;
    for (const { source, target } of flows) {
      const distance = (distances.get(target) ?? Infinity) + 1;
      if (distance >= (distances.get(source) ?? Infinity)) continue;
      distances.set(source, distance);
      changed = true;
    }
  }
  return distances;
}
