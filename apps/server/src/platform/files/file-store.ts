import type { Readable } from 'node:stream';

/** Who has the bytes of a stored file. */
export interface StoredFile {
  /** SHA-256 of the content, hexadecimal: its address. The same content is stored once. */
  readonly hash: string;
  readonly size: number;
}

/**
 * Port: where files lie. A file is received piece by piece under the id of its upload, and stands under its hash once it is whole:
 * readers never meet half of one. Whoever keeps a hash writes its row after `keep`; files without a row are swept.
 */
export abstract class FileStore {
  /** Bytes received of an upload; 0 when there are none. */
  abstract received(uploadId: string): Promise<number>;

  /** Adds a piece at that place. False when something else was received up to there. */
  abstract append(uploadId: string, offset: number, piece: Buffer): Promise<boolean>;

  /**
   * Copies what was received to where no sender reaches it, so that what is looked into is what is kept. The copy has a name of its
   * own, with which `pathOf`, `keep` and `discard` know it.
   */
  abstract take(uploadId: string): Promise<string>;

  /** The received or taken bytes as a file on this machine, for who has to look into it. */
  abstract pathOf(name: string): string;

  /** What was taken becomes a stored file, durable when this returns. */
  abstract keep(taken: string): Promise<StoredFile>;

  /** The upload, or what was taken of it, is not wanted; no error when there is none. */
  abstract discard(name: string): Promise<void>;

  /** Undefined when there is no such file. */
  abstract open(hash: string): Promise<{ readonly size: number; readonly stream: Readable } | undefined>;

  /** Leaves it when it was written again since the time. */
  abstract remove(hash: string, writtenBefore: number): Promise<void>;

  /** Hashes of the files, and ids of the uploads, that were last written before the time (milliseconds). */
  abstract olderThan(time: number): Promise<{ readonly hashes: readonly string[]; readonly uploads: readonly string[] }>;
}
