import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { FileFinding, FileRefusal } from '@gaita/contracts';
import type { FileName } from './file-name.ts';
import type { FileType } from './file-types.ts';
import { fileTypes } from './file-types.ts';
import type { ZipEntry } from './zip-entries.ts';
import { zipEntries } from './zip-entries.ts';

export type Inspected = { readonly refused: FileRefusal } | { readonly type: string; readonly findings: readonly FileFinding[] };

const headLength = 4_100;
const scanLength = 8 * 1024 * 1024;

/** Looks into a file that was received: what it is by its content, whether its name says the same, and what is hidden in it. */
export async function inspectFile(path: string, { extension, doubleExtension }: FileName): Promise<Inspected> {
  if (doubleExtension) return { refused: 'double-extension' };
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return { refused: 'empty' };
    const head = Buffer.alloc(Math.min(size, headLength));
    await file.read(head, 0, head.length, 0);
    const found = await recognise(file, head, size);
    if ('refused' in found) return found;
    const known: FileType = found.known;
    return known.extensions.includes(extension) ? { type: known.type, findings: found.findings } : { refused: 'type-differs' };
  } finally {
    await file.close();
  }
}

type Recognised = { readonly refused: FileRefusal } | { readonly known: FileType; readonly findings: readonly FileFinding[] };

const plain = (known: FileType): Recognised => ({ known, findings: [] });

async function recognise(file: FileHandle, head: Buffer, size: number): Promise<Recognised> {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
  const latin = (from: number, to: number) => head.toString('latin1', from, to);
  if (latin(0, 5) === '%PDF-') return pdf(await start(file, size));
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return plain(fileTypes.png);
  if (begins(0xff, 0xd8, 0xff)) return plain(fileTypes.jpeg);
  if (/^GIF8[79]a/.test(latin(0, 6))) return plain(fileTypes.gif);
  if (latin(0, 4) === 'RIFF' && latin(8, 12) === 'WEBP') return plain(fileTypes.webp);
  if (begins(0x49, 0x49, 0x2a, 0) || begins(0x4d, 0x4d, 0, 0x2a)) return plain(fileTypes.tiff);
  if (latin(4, 8) === 'ftyp' && /^(hei[cfsx]|mif1|msf1|hevc)/.test(latin(8, 12))) return plain(fileTypes.heic);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return { known: fileTypes.oldOffice, findings: ['macros-possible'] };
  if (latin(0, 5) === '{\\rtf') return rtf(await start(file, size));
  if (begins(0x50, 0x4b, 3, 4)) {
    const entries = await zipEntries(file, size);
    return entries ? container(head, entries) : { refused: 'archive' };
  }
  if (
    begins(0x50, 0x4b) ||
    begins(0x52, 0x61, 0x72, 0x21) ||
    begins(0x37, 0x7a, 0xbc, 0xaf) ||
    begins(0x1f, 0x8b) ||
    latin(0, 3) === 'BZh'
  )
    return { refused: 'archive' };
  return isText(await start(file, size)) ? plain(fileTypes.text) : { refused: 'type-refused' };
}

async function start(file: FileHandle, size: number): Promise<Buffer> {
  const content = Buffer.alloc(Math.min(size, scanLength));
  await file.read(content, 0, content.length, 0);
  return content;
}

/** By the names of its dictionary keys; what lies in compressed objects is left to the virus scanner. */
function pdf(content: Buffer): Recognised {
  const text = content
    .toString('latin1')
    .replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  const findings: FileFinding[] = [];
  if (/\/(JavaScript|JS|Launch|AA|OpenAction|RichMedia|SubmitForm|XFA)\b/.test(text)) findings.push('active-content');
  if (/\/(EmbeddedFiles?|FileAttachment)\b/.test(text)) findings.push('embedded-files');
  if (/\/Encrypt\b/.test(text)) findings.push('encrypted');
  return { known: fileTypes.pdf, findings };
}

const rtf = (content: Buffer): Recognised => ({
  known: fileTypes.rtf,
  findings: /\\obj(data|emb|autlink|html|ocx)/.test(content.toString('latin1')) ? ['embedded-files'] : [],
});

/** Office documents and signed containers are ZIP files; any other archive is refused. */
function container(head: Buffer, entries: readonly ZipEntry[]): Recognised {
  const names = entries.map(({ name }) => name);
  if (names.some((name) => /vbaProject|(^|\/)(Basic|Scripts)\/.*\.(xml|xba|js|py|bsh)$/i.test(name)))
    return { refused: 'macros' };
  const known = knownContainer(head, names);
  if (!known) return { refused: 'archive' };
  const findings: FileFinding[] = [];
  if (entries.some(({ encrypted }) => encrypted)) findings.push('encrypted');
  if (names.some((name) => /(^|\/)(embeddings|activeX)\//i.test(name))) findings.push('embedded-files');
  return { known, findings };
}

function knownContainer(head: Buffer, names: readonly string[]): FileType | undefined {
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  if (names.includes('[Content_Types].xml')) {
    if (has('word/')) return fileTypes.docx;
    if (has('xl/')) return fileTypes.xlsx;
    return has('ppt/') ? fileTypes.pptx : undefined;
  }
  // The first entry of these is stored as it is: its content stands in the head.
  if (head.toString('latin1', 30, 38) !== 'mimetype') return undefined;
  const declared = head.toString('latin1', 38, 138);
  const kinds = [fileTypes.odt, fileTypes.ods, fileTypes.odp, fileTypes.signed];
  return (
    kinds.find(({ type }) => declared.startsWith(type)) ??
    (/^application\/vnd\.(lt\.archyvai\.adoc|bdoc)/.test(declared) ? fileTypes.signed : undefined)
  );
}

/** UTF-8 without control signs, and no page or picture with scripts that calls itself text. */
function isText(content: Buffer): boolean {
  // A sign may be cut where reading stopped.
  const whole = content.length < scanLength ? content : content.subarray(0, content.lastIndexOf(0x0a) + 1);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch {
    return false;
  }
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) return false;
  return !/^\s*(<\?xml|<!doctype|<html|<svg|<script|<\?php|#!)/i.test(text);
}
