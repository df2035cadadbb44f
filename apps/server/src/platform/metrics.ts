import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { CommitObserver } from './committer/plan-queue.ts';

/** Prometheus counters of the platform; features add theirs to `registry`. */
export class Metrics implements CommitObserver {
  readonly registry = new Registry();
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly commitSeconds: Histogram;
  private readonly plans: Counter<'outcome'>;
  private readonly failedEffects: Counter;
  private readonly refusals: Counter;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'gaita_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    this.commitSeconds = new Histogram({
      name: 'gaita_commit_seconds',
      help: 'Time of one transaction of the committer',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
      registers,
    });
    this.plans = new Counter({ name: 'gaita_plans_total', help: 'Write plans by outcome', labelNames: ['outcome'], registers });
    this.failedEffects = new Counter({
      name: 'gaita_failed_effects_total',
      help: 'Effects after a commit that threw',
      registers,
    });
    this.refusals = new Counter({
      name: 'gaita_http_refused_total',
      help: 'Requests refused since there was too much to do',
      registers,
    });
  }

  refused(): void {
    this.refusals.inc();
  }

  batch(size: number, lost: number, seconds: number): void {
    this.commitSeconds.observe(seconds);
    this.plans.inc({ outcome: 'committed' }, size - lost);
    if (lost > 0) this.plans.inc({ outcome: 'lost' }, lost);
  }

  effectFailed(): void {
    this.failedEffects.inc();
  }
}
