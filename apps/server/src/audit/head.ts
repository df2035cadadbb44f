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

const privateKeyOf = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });

const publicKeyOf = (seed: Buffer): string =>
  createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length).toString('base64url');

/** The public key by which heads are signed here, base64url; undefined when none was made yet. */
export const knownKey = async (
  { auditKey }: Pick<Config, 'auditKey'>,
  { reader }: Pick<Database, 'reader'>,
): Promise<string | undefined> => {
  const seed = await knownSeed(auditKey, reader);
  return seed && publicKeyOf(seed);
};

/** From the configuration, where whoever can write to the database does not see it; else kept in the database. */
const knownSeed = async (auditKey: string | undefined, reader: Database['reader']): Promise<Buffer | undefined> => {
  if (auditKey !== undefined) return createHash('sha256').update(auditKey).digest();
  const known = await reader.byId(auditKeyTable, 'head');
  return known && Buffer.from(known.seed, 'base64url');
};

/** Is it signed by the key that it names? */
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
    const signature = sign(null, signedText(head), privateKeyOf(seed)).toString('base64url');
    return { ...head, publicKey: publicKeyOf(seed), signature };
  }

  async publicKey(): Promise<string> {
    return publicKeyOf(await this.seed());
  }

  private async seed(): Promise<Buffer> {
    const known = await knownSeed(this.config.auditKey, this.database.reader);
    if (known) return known;
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
