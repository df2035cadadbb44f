import type { FailPoint } from '../../../apps/server/src/platform/fail-points.ts';
import { clockwork } from '../work/clockwork-model.ts';
import { branchCounts, branchesKey } from '../work/models.ts';

/** A protection of the server taken out, as a change of its compiled text. */
export interface Mutant {
  readonly name: string;
  /** Below the built server's folder. */
  readonly file: string;
  /** Stands there exactly once, else there is nothing to prove. */
  readonly from: string;
  readonly to: string;
  /** Keys of the processes, and places to die at, by which it would show soonest; absent: all. */
  readonly processes?: readonly string[];
  readonly failPoints?: readonly FailPoint[];
}

export const mutants: readonly Mutant[] = [
  {
    name: 'no revision is compared',
    file: 'platform/committer/check-guards.js',
    from: '(found.get(guardKey(guard)) ?? notThere) === guard.revision',
    to: 'true',
    processes: branchCounts.map(branchesKey),
  },
  {
    name: "deliveries are written after the sender's transaction",
    file: 'platform/committer/group-committer.js',
    from: '    async commit(plan) {\n',
    to: `    async commit(plan) {
        const isDelivery = ({ op, table })=>op === 'insert' && table.name === 'delivery';
        const sent = plan.changes.filter(isDelivery);
        if (sent.length > 0) {
            const outcome = await this.commit({ ...plan, changes: plan.changes.filter((change)=>!isDelivery(change)) });
            if (outcome !== 'committed') return outcome;
            return this.queue.write(encodePlan({ guards: [], changes: sent, commands: [], afterCommit: [] }, this.clock.now()));
        }
`,
    processes: [clockwork],
    failPoints: ['after-commit', 'plan-committed', 'plan-told'],
  },
  {
    name: 'idempotency keys are not kept',
    file: 'platform/command-table.js',
    from: 'idempotencyKey: command.idempotencyKey ?? null',
    to: 'idempotencyKey: null',
  },
  {
    name: 'whoever says so has done a job',
    file: 'jobs/job-rules.js',
    from: '    if (lockOwner === workerId && (lockNumber === undefined || lockNumber === job.lockNumber)) return undefined;\n',
    to: '    return undefined;\n',
  },
];
