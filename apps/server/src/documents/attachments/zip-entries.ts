import type { FileHandle } from 'node:fs/promises';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const mostEntries = 10_000;
const largestDirectory = 8 * 1024 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** Bytes when unpacked, as the archive says. */
  readonly size: number;
}

/** The central directory of a ZIP file, without unpacking anything; undefined when it is none, cannot be read or holds too many entries. */
export async function zipEntries(file: FileHandle, size: number): Promise<ZipEntry[] | undefined> {
  const tail = Buffer.alloc(Math.min(size, 66_000));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== endMark) return undefined;
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (length > largestDirectory || start + length > size) return undefined;
  const directory = Buffer.alloc(length);
  await file.read(directory, 0, length, start);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= length;) {
    if (entries.length === mostEntries || directory.readUInt32LE(at) !== entryMark) return undefined;
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > length) return undefined;
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      size: directory.readUInt32LE(at + 24),
    });
    at = next;
  }
  return entries;
}
