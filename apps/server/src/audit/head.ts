import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { genesis } from './entry-hash.ts';
import { auditKeyTable, sealHeadTable } from './tables.ts';

/** The end of the chain at a moment, signed: kept outside, it proves later that nothing before it was changed or cut off. */
export interface SignedHead {
  readonly sequence: number;
  readonly hash: string;
  /** When the last link was made, and when this was exported; milliseconds. */
  readonly at: number;
  readonly exportedAt: number;
  /** Ed25519, base64url of the raw key and signature. */
  readonly publicKey: string;
  readonly signature: string;
}

/** PKCS #8 and SPKI of Ed25519 but for the 32 bytes of the key. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const signedText = ({ sequence, hash, at, exportedAt }: Omit<SignedHead, 'publicKey' | 'signature'>): Buffer =>
  Buffer.from(['gaita audit head', sequence, hash, at, exportedAt].join('\n'));

export const isSignedHead = (head: SignedHead): boolean => {
  try {
    const key = createPublicKey({
      key: Buffer.concat([publicPrefix, Buffer.from(head.publicKey, 'base64url')]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, signedText(head), key, Buffer.from(head.signature, 'base64url'));
  } catch {
    return false;
  }
};

/** Gives the end of the chain to take away. */
@Injectable()
export class Head {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async signed(): Promise<SignedHead> {
    const end = await this.database.reader.byId(sealHeadTable, 'head');
    const now = this.clock.now();
    const head = { sequence: end?.sequence ?? 0, hash: end?.hash ?? genesis, at: end?.at ?? now, exportedAt: now };
    const seed = await this.seed();
    const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length);
    return {
      ...head,
      publicKey: publicKey.toString('base64url'),
      signature: sign(null, signedText(head), key).toString('base64url'),
    };
  }

  /** From the configuration, where whoever can write to the database does not see it; else made once and kept in the database. */
  private async seed(): Promise<Buffer> {
    if (this.config.auditKey !== undefined) return createHash('sha256').update(this.config.auditKey).digest();
    const known = await this.database.reader.byId(auditKeyTable, 'head');
    if (known) return Buffer.from(known.seed, 'base64url');
    const changes = new RowChanges();
    changes.insert(auditKeyTable, { id: 'head', seed: randomBytes(32).toString('base64url') });
    try {
      await this.committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    } catch (error) {
      if (!(error instanceof DuplicateRow)) throw error;
    }
    return this.seed();
  }
}
