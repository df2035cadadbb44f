import type { Model, ProcessModel } from '@gaita/bpmn';
import { readModel } from '@gaita/bpmn';
import { chooser, KernelRun } from './kernel-run.ts';
import type { RunOptions } from './kernel-run.ts';
import { findIllegal, findIllegalAtRest } from './token-game.ts';

export interface Proof {
  readonly model: Model;
  readonly run: KernelRun;
  /** `cut`: it would have gone on for longer than anybody wants to look. */
  readonly outcome: 'ended' | 'rests' | 'cut';
}

export interface ProofOptions extends Pick<RunOptions, 'stepBudget' | 'jobsFail' | 'mostActs' | 'mostRecords' | 'compile'> {
  /** What happens from outside, the same for the same number. */
  readonly choices: number;
}

/**
 * Runs process `random` of a file once straight on, once with a restart after every element. Throws an Error that says what is
 * wrong when the token game finds either illegal, or when they differ.
 */
export async function proveModel(xml: string, { choices, ...options }: ProofOptions): Promise<Proof> {
  const model = await readModel(xml);
  const errors = model.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`the model is refused: ${errors.map(({ message }) => message).join(' ')}`);
  const variables = variablesFor(choices);
  const play = (more: RunOptions): Proof => {
    const run = new KernelRun(model, { ...options, ...more, choose: chooser(choices) });
    return { model, run, outcome: run.playOn('random', variables) };
  };
  const straight = play({});
  const restarted = play({ stepBudget: 1, restarts: true });
  judge('straight on', straight);
  judge('restarted', restarted);
  compare(straight, restarted);
  return straight;
}

export const variablesFor = (choices: number) => ({ c0: choices % 2 === 0, c1: choices % 3 === 0, again: false });

function judge(how: string, { model, run, outcome }: Proof): void {
  for (const [id, records] of run.journals()) {
    const process: ProcessModel = model.processes.find((each) => each.id === run.keyOf.get(id))!;
    const illegal = outcome === 'cut' ? findIllegal(process, records) : findIllegalAtRest(process, records);
    if (illegal) throw new Error(`${how}, instance ${id}: ${illegal}`);
  }
}

/** What is the same after restarts: outcome, order of what started and ended, variables. A run that was cut is compared as far as both went. */
function compare(straight: Proof, restarted: Proof): void {
  const [first, second] = [moves(straight), moves(restarted)];
  const isCut = straight.outcome === 'cut' || restarted.outcome === 'cut';
  const length = isCut ? Math.min(first.length, second.length) : Math.max(first.length, second.length);
  const at = first.slice(0, length).findIndex((move, index) => move !== second[index]);
  const differs = at >= 0 ? at : first.length < length ? first.length : undefined;
  if (differs !== undefined)
    throw new Error(`with restarts move ${differs} is ${second[differs] ?? 'none'} instead of ${first[differs] ?? 'none'}`);
  if (isCut) return;
  if (!isCut && straight.outcome !== restarted.outcome)
    throw new Error(`with restarts it ${restarted.outcome} where it ${straight.outcome}`);
  for (const [id] of straight.run.journals()) {
    const [before, after] = [straight, restarted].map(({ run }) => JSON.stringify([...run.variablesOf(id)].sort()));
    if (before !== after && id === 'root') throw new Error(`with restarts the variables are ${after} instead of ${before}`);
  }
}

function moves({ run }: Proof): string[] {
  return run.told.flatMap(({ instanceId, record }) => {
    const of = instanceId === 'root' ? '' : `${run.keyOf.get(instanceId)}: `;
    if (record.kind === 'activityStarted') return [`${of}+${record.elementId}`];
    if (record.kind === 'activityEnded') return [`${of}-${record.elementId} ${record.outcome}`];
    if (record.kind === 'incidentRaised') return [`${of}!${record.elementId} ${record.incidentType}`];
    return record.kind === 'instanceEnded' ? [`${of}=${record.outcome}`] : [];
  });
}
