import type { FileStore } from '../platform/files/file-store.ts';
import type { ExportFormat } from './tables.ts';

const piece = 1_048_576;

/** The files that a job writes, piece by piece: none is ever whole in memory, and none goes into a row. */
export class JobOutput {
  private readonly waiting = new Map<ExportFormat, string[]>();
  private readonly written = new Map<ExportFormat, number>();
  private readonly sizes = new Map<ExportFormat, number>();
  private readonly store: FileStore;
  private readonly jobId: string;

  constructor(store: FileStore, jobId: string) {
    this.store = store;
    this.jobId = jobId;
  }

  async add(format: ExportFormat, text: string): Promise<void> {
    const texts = this.waiting.get(format) ?? [];
    texts.push(text);
    this.waiting.set(format, texts);
    const size = (this.sizes.get(format) ?? 0) + text.length;
    this.sizes.set(format, size);
    if (size >= piece) await this.flush(format);
  }

  /** Hashes of the files, durable when this returns. */
  async keep(): Promise<Partial<Record<ExportFormat, string>>> {
    const stored: Partial<Record<ExportFormat, string>> = {};
    for (const format of this.waiting.keys()) {
      await this.flush(format);
      stored[format] = (await this.store.keep(this.nameOf(format))).hash;
    }
    return stored;
  }

  /** Nothing of it is wanted. */
  async discard(): Promise<void> {
    for (const format of this.waiting.keys()) await this.store.discard(this.nameOf(format));
  }

  private async flush(format: ExportFormat): Promise<void> {
    const bytes = Buffer.from((this.waiting.get(format) ?? []).join(''), 'utf8');
    this.waiting.set(format, []);
    this.sizes.set(format, 0);
    const offset = this.written.get(format) ?? 0;
    await this.store.append(this.nameOf(format), offset, bytes);
    this.written.set(format, offset + bytes.length);
  }

  private nameOf(format: ExportFormat): string {
    return `${this.jobId}_${format}`;
  }
}
