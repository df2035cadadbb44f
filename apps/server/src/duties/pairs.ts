import { Injectable } from '@nestjs/common';
import type { DutyPair } from '@gaita/contracts';
import { Database } from '../platform/database/database.ts';
import { shippedPairs } from './data/shipped-pairs.ts';
import type { DutyPairRow } from './tables.ts';
import { dutyPairTable } from './tables.ts';

const shipped: readonly DutyPair[] = shippedPairs.map((pair) => ({
  ...pair,
  id: `${pair.a}.${pair.b}.${pair.scope}`,
  own: false,
}));

/** The pairs that hold in an institution: the shipped ones, and what it added. */
@Injectable()
export class DutyPairs {
  constructor(private readonly database: Database) {}

  async of(institution: string): Promise<readonly DutyPair[]> {
    return together(await this.added([institution]));
  }

  async ofEach(institutions: Iterable<string>): Promise<ReadonlyMap<string, readonly DutyPair[]>> {
    const asked = [...new Set(institutions)];
    if (asked.length === 0) return new Map();
    const rows = await this.added(asked);
    return new Map(asked.map((institution) => [institution, together(rows.filter((row) => row.institution === institution))]));
  }

  private async added(institutions: readonly string[]): Promise<DutyPairRow[]> {
    const rows = await this.database.reader.among(dutyPairTable, 'institution', institutions);
    return rows.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
  }
}

/** An institution may make a shipped soft pair hard, never a hard one soft: of the same pair the harder counts. */
function together(added: readonly DutyPairRow[]): readonly DutyPair[] {
  const own = added.map(toPair);
  const hardened = own.filter(({ level }) => level === 'hard');
  const kept = shipped.filter((pair) => !hardened.some((harder) => isSamePair(harder, pair)));
  return [...kept, ...own.filter((pair) => !kept.some((other) => isSamePair(other, pair)))];
}

export const isSamePair = (one: Pick<DutyPair, 'a' | 'b' | 'scope'>, other: Pick<DutyPair, 'a' | 'b' | 'scope'>): boolean =>
  one.scope === other.scope && ((one.a === other.a && one.b === other.b) || (one.a === other.b && one.b === other.a));

export const shippedPair = (pair: Pick<DutyPair, 'a' | 'b' | 'scope'>): DutyPair | undefined =>
  shipped.find((other) => isSamePair(other, pair));

/** The reason of an own pair stands in the language in which it was written; it is shown as it is. */
const toPair = ({ id, roleA: a, roleB: b, scope, level, reason }: DutyPairRow): DutyPair => ({
  id,
  a,
  b,
  scope,
  level,
  reason: { en: reason },
  own: true,
});
