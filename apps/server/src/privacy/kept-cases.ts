import { Injectable } from '@nestjs/common';
import type { PersonalCaseView } from '@gaita/contracts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { instanceTable } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { RetentionRules } from './retention-rules.ts';
import { erasedCaseTable, legalHoldTable } from './tables.ts';

export type Kept = Pick<PersonalCaseView, 'kept' | 'keptUntil'>;

/** What keeps the values of a case. */
@Injectable()
export class KeptCases {
  constructor(
    private readonly database: Database,
    private readonly rules: RetentionRules,
    private readonly clock: Clock,
  ) {}

  /** Nothing kept: the values may go. A period that is not over is law; only its end or a decision about the rule changes that. */
  async why(root: HistoryInstanceRow): Promise<Kept> {
    const { reader } = this.database;
    if (await reader.byId(erasedCaseTable, root.id)) return { kept: 'erased' };
    if (await reader.findOne(legalHoldTable, 'instance_id = ? AND lifted_at IS NULL', [root.id])) return { kept: 'hold' };
    const isOpen = root.endedAt === null || (await reader.count(instanceTable, 'root_instance_id = ?', [root.id])) > 0;
    if (isOpen || root.endedAt === null) return { kept: 'open' };
    const until = await this.rules.keptUntil(root, root.endedAt);
    return until !== undefined && until > this.clock.now() ? { kept: 'retention', keptUntil: until } : {};
  }
}
