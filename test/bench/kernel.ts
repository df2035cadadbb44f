import { createCalendar } from '@gaita/calendar';
import { readModel } from '@gaita/bpmn';
import type { JournalRecord } from '@gaita/contracts';
import type { Advanced, CompiledProcess, Snapshot, Trigger } from '@gaita/engine';
import { advance, compile, openWaits } from '@gaita/engine';
import { benchmarkModel, benchmarkVariables } from './benchmark-model.ts';
import { longLoop, longRow } from './long-models.ts';
import { figures } from './statistics.ts';
import type { Row } from './workload.ts';

const calendar = createCalendar({ country: 'LV', movedDays: true });
const now = 1_780_000_000_000;
const microseconds = (): number => Number(process.hrtime.bigint()) / 1000;

async function compiled(xml: string): Promise<CompiledProcess> {
  const { processes, problems } = await readModel(xml);
  const compiledProcess = processes[0] && compile(processes[0]);
  const found = [...problems, ...(compiledProcess?.problems ?? [])].filter(({ severity }) => severity === 'error');
  if (!compiledProcess || found.length > 0)
    throw new Error(`the model was refused: ${found.map((each) => each.message).join(' ')}`);
  return compiledProcess;
}

let steps = 0;

/** One call of `advance` on a snapshot as the database gives it, without the parsing. */
function step(process: CompiledProcess, snapshot: Snapshot | undefined, trigger: Trigger): Advanced & { kind: 'advanced' } {
  const environment = { now, ids: (steps++).toString(36).padStart(10, '0'), decisions: {}, calendar };
  const answer = advance(process, snapshot, trigger, environment);
  if (answer.kind !== 'advanced') throw new Error(`the kernel answered ${JSON.stringify(answer)}`);
  return answer;
}

/** Runs of the benchmark model from start to end: time and CPU of one step, and what snapshots weigh. */
export async function benchSteps(runs: number): Promise<Row[]> {
  const process_ = await compiled(benchmarkModel());
  if (process_.nodes.size !== 30) throw new Error(`the benchmark model has ${process_.nodes.size} nodes, not 30`);
  const weights: number[] = [];
  const play = (run: number, took: (micros: number, records: readonly JournalRecord[]) => void): void => {
    const timed = (snapshot: Snapshot | undefined, trigger: Trigger) => {
      const before = microseconds();
      const answer = step(process_, snapshot, trigger);
      took(microseconds() - before, answer.records);
      return answer;
    };
    let { snapshot, records } = timed(undefined, { type: 'start', instanceId: `i${run}`, variables: benchmarkVariables });
    for (const open = tasksIn(records); !snapshot.ended; open.push(...tasksIn(records))) {
      if (run === 0) weights.push(Buffer.byteLength(JSON.stringify(snapshot)));
      ({ snapshot, records } = timed(snapshot, { type: 'taskCompleted', taskId: open.shift()!, variables: {} }));
    }
  };
  for (let run = 0; run < runs / 5; run++) play(run, () => {});
  const micros: number[] = [];
  let elements = 0;
  const cpuBefore = process.cpuUsage();
  for (let run = 1; run <= runs; run++)
    play(run, (took, records) => {
      micros.push(took);
      for (const { kind } of records) if (kind === 'activityStarted') elements++;
    });
  const { user, system } = process.cpuUsage(cpuBefore);
  const { median, p10, p90, p99, count } = figures(micros);
  return [
    { name: 'step: CPU', value: (user + system) / count, unit: 'µs' },
    { name: 'step: median', value: median, unit: 'µs', bound: 20 },
    { name: 'step: p10', value: p10, unit: 'µs' },
    { name: 'step: p90', value: p90, unit: 'µs' },
    { name: 'step: p99', value: p99, unit: 'µs' },
    { name: 'step: elements', value: elements / count, unit: '' },
    { name: 'snapshot at its largest', value: Math.max(...weights), unit: 'bytes' },
  ];
}

const tasksIn = (records: readonly JournalRecord[]): string[] =>
  records.flatMap((record) => (record.kind === 'taskCreated' ? [record.taskId] : []));

/** A run that nobody interrupts, in slices: the kernel yields and is called again until it ends. */
async function benchSlices(name: string, xml: string): Promise<Row[]> {
  const process_ = await compiled(xml);
  let longest = 0;
  let slices = 0;
  let snapshot: Snapshot | undefined;
  let trigger: Trigger = { type: 'start', instanceId: 'i', variables: { round: 0 } };
  const started = microseconds();
  do {
    const before = microseconds();
    ({ snapshot } = step(process_, snapshot, trigger));
    longest = Math.max(longest, microseconds() - before);
    slices++;
    const next = openWaits(snapshot).find(({ kind }) => kind === 'continue');
    if (next) trigger = { type: 'continue', jobId: next.id };
  } while (!snapshot.ended);
  return [
    { name: `${name}: all`, value: (microseconds() - started) / 1000, unit: 'ms' },
    { name: `${name}: slices`, value: slices, unit: '' },
    { name: `${name}: longest slice`, value: longest / 1000, unit: 'ms' },
  ];
}

export const benchRow = (tasks: number): Promise<Row[]> => benchSlices(`${tasks} tasks in a row`, longRow(tasks));
export const benchLoop = (rounds: number): Promise<Row[]> => benchSlices(`loop of ${rounds} rounds`, longLoop(rounds));

/** Instances that wait at the first user task, held as a server would: one text each. */
export async function benchWaiting(instances: number): Promise<Row[]> {
  const process_ = await compiled(benchmarkModel());
  const bytes = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = bytes();
  const held: string[] = [];
  for (let i = 0; i < instances; i++) {
    const start: Trigger = { type: 'start', instanceId: `i${i}`, variables: benchmarkVariables };
    held.push(JSON.stringify(step(process_, undefined, start).snapshot));
  }
  const heap = bytes() - before;
  return [
    { name: `${instances} waiting instances: heap`, value: heap / 2 ** 20, unit: 'MiB' },
    { name: `${instances} waiting instances: text of one`, value: held[0]!.length, unit: 'bytes' },
  ];
}
