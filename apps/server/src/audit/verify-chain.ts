import type { Database } from '../platform/database/database.ts';
import type { RawRow } from '../platform/database/row-codec.ts';
import { entryHash, genesis, positionOf, sealHash, selectSealable, sources } from './entry-hash.ts';
import type { Source } from './entry-hash.ts';
import type { SignedHead } from './head.ts';
import { isSignedHead } from './head.ts';
import { IdSet } from './id-set.ts';
import { detailsHash } from './record-act.ts';
import type { SealRow } from './tables.ts';
import { sealHeadTable, sealTable } from './tables.ts';

/**
 * - `entry-edited`, `entry-deleted`: of what a link holds; `entry-inserted`: no link holds it, or one that was made long after its date
 * - `entry-repeated`: two links hold it
 * - `link-edited` (content, order or hash), `link-missing`, `tail-cut` (the end is gone), `head-differs` (another chain than the
 *   exported head's), `head-forged` (its signature is not right, or by another key)
 */
export type FindingKind =
  | 'entry-edited'
  | 'entry-deleted'
  | 'entry-inserted'
  | 'entry-repeated'
  | 'link-edited'
  | 'link-missing'
  | 'tail-cut'
  | 'head-differs'
  | 'head-forged';

export interface Finding {
  readonly kind: FindingKind;
  /** Of the link. */
  readonly sequence?: number;
  readonly table?: 'journal' | 'audit_entry';
  readonly id?: string;
}

export interface Verification {
  readonly intact: boolean;
  readonly links: number;
  readonly entries: number;
  /** Committed and not yet in the chain. */
  readonly waiting: number;
  /** Entries whose details were erased; their hash still stands in the chain. */
  readonly erased: number;
  /** In the order of the chain, at most a hundred; the first is where it breaks. */
  readonly findings: readonly Finding[];
  readonly head: { readonly sequence: number; readonly hash: string };
}

export interface VerifyOptions {
  /** Exported earlier: the only proof that the end was not cut off. */
  readonly head?: SignedHead;
  /** The key that signs heads here (base64url): by another one anybody could sign. Absent: not known, then any will do. */
  readonly key?: string;
  /** Of a demo, whose cases are copied in with dates of the past. */
  readonly allowsPast?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

type Reading = Pick<Database, 'reader' | 'dialect'>;

const findingsAtMost = 100;
const linksAtOnce = 20;
const idsAtOnce = 500;
const pageOfRows = 2_000;
/** Between a row's date and its link where the sealer was at work; a commit waits seconds at most. */
const tolerance = 10 * 60_000;

/** Goes through the whole chain. Reads only; what is sealed meanwhile counts as waiting. */
export const verifyChain = async (database: Reading, options: VerifyOptions = {}): Promise<Verification> => {
  const walk = new Walk(database, options);
  return walk.run();
};

class Walk {
  private readonly findings: Finding[] = [];
  private readonly sealed = new IdSet();
  private readonly erasedCases = new Map<string, Promise<boolean>>();
  private entries = 0;
  private erased = 0;
  private waiting = 0;
  private last = { sequence: 0, hash: genesis, at: -Infinity };
  private readonly database: Reading;
  private readonly options: VerifyOptions;

  constructor(database: Reading, options: VerifyOptions) {
    this.database = database;
    this.options = options;
  }

  async run(): Promise<Verification> {
    const { reader } = this.database;
    const end = await reader.byId(sealHeadTable, 'head');
    const total = end?.sequence ?? 0;
    for (;;) {
      const links = await reader.find(sealTable, 'sequence > ? AND sequence <= ?', [this.last.sequence, total], {
        orderBy: 'sequence',
        limit: linksAtOnce,
      });
      for (const link of links) await this.link(link);
      this.options.onProgress?.(this.last.sequence, total);
      if (links.length < linksAtOnce) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.last.sequence < total) this.find({ kind: 'tail-cut', sequence: this.last.sequence + 1 });
    else if (end && end.hash !== this.last.hash) this.find({ kind: 'link-edited', sequence: end.sequence });
    await this.compareHead();
    for (const source of ['j', 'a'] as const) await this.unsealed(source);
    return {
      intact: this.findings.length === 0,
      links: this.last.sequence,
      entries: this.entries,
      waiting: this.waiting,
      erased: this.erased,
      findings: this.findings,
      head: { sequence: this.last.sequence, hash: this.last.hash },
    };
  }

  private async link(link: SealRow): Promise<void> {
    const { sequence, previousHash, hash, at } = link;
    for (let missing = this.last.sequence + 1; missing < sequence && this.findings.length < findingsAtMost; missing++)
      this.find({ kind: 'link-missing', sequence: missing });
    const isNext = this.last.sequence + 1 === sequence;
    await this.entriesOf(link);
    const isWhole = sealHash(link) === hash && link.count === link.entries.length && at >= this.last.at;
    if (!isWhole || (isNext && previousHash !== this.last.hash)) this.find({ kind: 'link-edited', sequence });
    this.last = { sequence, hash, at };
  }

  private async entriesOf({ sequence, entries, at }: SealRow): Promise<void> {
    const rows = new Map<string, RawRow>();
    for (const source of ['j', 'a'] as const) {
      const ids = entries.filter(([of]) => of === source).map(([, id]) => id);
      for (let from = 0; from < ids.length; from += idsAtOnce)
        for (const row of await this.rows(source, ids.slice(from, from + idsAtOnce)))
          rows.set(`${source}${String(row['id'])}`, row);
    }
    for (const [source, id, hash] of entries) {
      const place = { sequence, table: sources[source].name as 'journal' | 'audit_entry', id };
      const row = rows.get(`${source}${id}`);
      this.entries += 1;
      if (!this.sealed.add(`${source}${id}`)) this.find({ kind: 'entry-repeated', ...place });
      if (!row) this.find({ kind: 'entry-deleted', ...place });
      else if (entryHash(source, row) !== hash || !(await this.areDetailsWhole(row)))
        this.find({ kind: 'entry-edited', ...place });
      else if (this.isOfThePast(row, at)) this.find({ kind: 'entry-inserted', ...place });
    }
  }

  private rows(source: Source, ids: readonly string[]): Promise<RawRow[]> {
    const more = source === 'a' ? ', `details`, `salt`' : '';
    return this.database.reader.query(`${selectSealable(this.database.dialect, source, more)} WHERE id IN (?)`, [ids]);
  }

  private async areDetailsWhole(row: RawRow): Promise<boolean> {
    const { details, salt, details_hash: hash } = row;
    if (hash === null || hash === undefined) return details === null || details === undefined;
    if (details === null || details === undefined) {
      this.erased += 1;
      return (salt === null || salt === undefined) && this.wasErased(row['instance_id']);
    }
    return detailsHash(String(salt), JSON.parse(String(details))) === hash;
  }

  /** Details go with the values of their case only, which is an act in the chain itself. */
  private wasErased(instanceId: unknown): Promise<boolean> {
    if (typeof instanceId !== 'string') return Promise.resolve(false);
    const known = this.erasedCases.get(instanceId);
    if (known) return known;
    const act = `SELECT id FROM audit_entry WHERE act = 'case-erased'
      AND instance_id IN (SELECT root_instance_id FROM history_instance WHERE id = ?)`;
    const found = this.database.reader.query(act, [instanceId]).then((rows) => rows.length > 0);
    this.erasedCases.set(instanceId, found);
    return found;
  }

  /** Dated well before the link before this one, when the sealer was at work already. */
  private isOfThePast(row: RawRow, at: number): boolean {
    const before = Math.min(this.last.at, at);
    return !this.options.allowsPast && Number(row['happened']) < before - tolerance;
  }

  private async compareHead(): Promise<void> {
    const { head, key } = this.options;
    if (!head) return;
    if (!isSignedHead(head) || (key ?? head.publicKey) !== head.publicKey)
      this.find({ kind: 'head-forged', sequence: head.sequence });
    if (head.sequence === 0) return;
    const there = await this.database.reader.findOne(sealTable, 'sequence = ?', [head.sequence]);
    if (!there) this.find({ kind: 'tail-cut', sequence: Math.min(this.last.sequence + 1, head.sequence) });
    else if (there.hash !== head.hash) this.find({ kind: 'head-differs', sequence: head.sequence });
  }

  /** Rows that no link holds: new ones wait for the sealer, old ones were put in by hand. */
  private async unsealed(source: Source): Promise<void> {
    const position = positionOf(this.database.dialect);
    for (let after = 0; ;) {
      const rows = await this.database.reader.query(
        `SELECT ${position} AS place, id, ${sources[source].time} AS happened FROM \`${sources[source].name}\` WHERE ${position} > ? ORDER BY ${position} LIMIT ?`,
        [after, pageOfRows],
      );
      for (const row of rows) {
        if (this.sealed.has(`${source}${String(row['id'])}`)) continue;
        if (!this.isOfThePast(row, this.last.at)) this.waiting += 1;
        else
          this.find({ kind: 'entry-inserted', table: sources[source].name as 'journal' | 'audit_entry', id: String(row['id']) });
      }
      if (rows.length < pageOfRows) return;
      after = Number(rows.at(-1)?.['place']);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private find(finding: Finding): void {
    if (this.findings.length < findingsAtMost) this.findings.push(finding);
  }
}
