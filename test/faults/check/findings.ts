export interface Finding {
  readonly rule: string;
  readonly subject: string;
  readonly detail: string;
}

/** What a checker saw, counted by rule. */
export class Findings {
  readonly failed: Finding[] = [];
  readonly passedBy = new Map<string, number>();

  check(rule: string, holds: boolean, subject: string, detail: string | (() => string) = ''): void {
    if (holds) this.passedBy.set(rule, (this.passedBy.get(rule) ?? 0) + 1);
    else this.failed.push({ rule, subject, detail: typeof detail === 'string' ? detail : detail() });
  }

  get passed(): number {
    return [...this.passedBy.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Failures but those of one rule. */
  failedBut(rule: string): readonly Finding[] {
    return this.failed.filter((each) => each.rule !== rule);
  }

  /** One line a rule, then the failures, at most `most` of each rule. */
  lines(most = 5): string[] {
    const lines: string[] = [];
    const rules = new Set([...this.passedBy.keys(), ...this.failed.map(({ rule }) => rule)]);
    for (const rule of rules) {
      const failures = this.failed.filter((each) => each.rule === rule);
      lines.push(
        `  ${failures.length === 0 ? 'ok    ' : 'FAILED'} ${rule}: ${this.passedBy.get(rule) ?? 0} passed, ${failures.length} failed`,
      );
      for (const { subject, detail } of failures.slice(0, most)) lines.push(`           ${subject}: ${detail}`);
    }
    return lines;
  }
}
