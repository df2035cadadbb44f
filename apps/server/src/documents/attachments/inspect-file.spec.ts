import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../../../test/support/throw-away.ts';
import { ClamdScanner } from '../../platform/files/virus-scanner.ts';
import { disposition, readFileName } from './file-name.ts';
import { inspectFile } from './inspect-file.ts';

const folder = temporaryFolder('inspect');
afterAll(() => folder.remove());

/** A ZIP file of empty entries, the first with a content that is stored as it is. */
function zip(names: readonly string[], first = '', flags = 0): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  names.forEach((name, index) => {
    const content = index === 0 ? first : '';
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const whole = Buffer.concat([local, Buffer.from(name), Buffer.from(content)]);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    central.push(Buffer.concat([entry, Buffer.from(name)]));
    locals.push(whole);
    at += whole.length;
  });
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const docx = ['[Content_Types].xml', 'word/document.xml'];
const odt = 'application/vnd.oasis.opendocument.text';
const asice = 'application/vnd.etsi.asic-e+zip';

const inspect = (name: string, content: Buffer | string) => {
  const path = join(folder.path, 'file');
  writeFileSync(path, content);
  return inspectFile(path, readFileName(name));
};

describe('What is let in', () => {
  it('refuses archives of more entries than it looks at', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `Pictures/${at}`);
    const refused = { refused: 'archive' };
    expect(await inspect('letter.docx', zip([...docx, ...many, 'word/vbaProject.bin']))).toEqual(refused);
    expect(await inspect('letter.odt', zip(['mimetype', ...many, 'Basic/Standard/Module1.xml'], odt))).toEqual(refused);
    expect(await inspect('letter.odt', zip(['mimetype', ...many.slice(1)], odt))).toMatchObject({ type: odt });
  });

  it.each([
    ['plain.pdf', '%PDF-1.7\n1 0 obj', 'application/pdf', []],
    ['script.pdf', '%PDF-1.7 << /OpenAction << /JS (app.alert(1)) >> >>', 'application/pdf', ['active-content']],
    ['hidden.pdf', '%PDF-1.7 << /J#61vaScript (x) >>', 'application/pdf', ['active-content']],
    ['files.pdf', '%PDF-1.7 << /EmbeddedFiles 1 0 R /Encrypt 2 0 R >>', 'application/pdf', ['embedded-files', 'encrypted']],
    ['letter.docx', zip(docx), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', []],
    ['secret.docx', zip(docx, '', 1), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['encrypted']],
    [
      'parts.docx',
      zip([...docx, 'word/embeddings/oleObject1.bin']),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ['embedded-files'],
    ],
    ['letter.odt', zip(['mimetype', 'content.xml'], odt), odt, []],
    ['signed.edoc', zip(['mimetype', 'META-INF/signatures.xml', 'letter.docx'], asice), asice, []],
    ['old.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'application/x-ole-storage', ['macros-possible']],
    ['names.csv', 'Ķekava;Šiauliai;Търново\r\n', 'text/plain', []],
    ['photo.JPG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg', []],
  ] as const)('%s', async (name, content, type, findings) => {
    expect(await inspect(name, content)).toEqual({ type, findings: [...findings] });
  });

  it.each([
    ['page.html', '<html><body onload=alert(1)>', 'type-refused'],
    ['page.txt', '  <!DOCTYPE html><script>alert(1)</script>', 'type-refused'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'type-refused'],
    ['drawing.png', '<?xml version="1.0"?><svg/>', 'type-refused'],
    ['program.exe', Buffer.from('MZ\x90\x00\x03'), 'type-refused'],
    ['program.pdf', Buffer.from('MZ\x90\x00\x03'), 'type-refused'],
    ['shell.txt', '#!/bin/sh\nrm -rf /', 'type-refused'],
    ['latin1.txt', Buffer.from([0x4b, 0xe9, 0x20]), 'type-refused'],
    ['letter.pdf', zip(docx), 'type-differs'],
    ['letter.docx', '%PDF-1.7', 'type-differs'],
    ['letter', '%PDF-1.7', 'type-differs'],
    ['macros.docx', zip([...docx, 'word/vbaProject.bin']), 'macros'],
    ['macros.odt', zip(['mimetype', 'Basic/Standard/Module1.xml'], odt), 'macros'],
    ['macros.docm', zip([...docx, 'word/vbaProject.bin']), 'macros'],
    ['many.zip', zip(['a.txt', 'b.txt']), 'archive'],
    ['many.docx', zip(['a.txt', 'b.exe']), 'archive'],
    ['broken.docx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'archive'],
    [
      'bomb.docx',
      Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from([0x50, 0x4b, 5, 6]), Buffer.alloc(18, 0xff)]),
      'archive',
    ],
    ['many.rar', 'Rar!\x1a\x07', 'archive'],
    ['many.gz', Buffer.from([0x1f, 0x8b, 8, 0]), 'archive'],
    ['empty.pdf', '', 'empty'],
    ['invoice.pdf.exe', '%PDF-1.7', 'type-differs'],
    ['invoice.exe.pdf', '%PDF-1.7', 'double-extension'],
    ['invoice.html .pdf', '%PDF-1.7', 'double-extension'],
  ] as const)('is not %s', async (name, content, refused) => {
    expect(await inspect(name, content)).toEqual({ refused });
  });
});

describe('Names of files', () => {
  it.each([
    ['C:\\Users\\me\\letter.PDF', 'letter.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['cv\u202efdp.exe', 'cvfdp.exe'],
    ['  .hidden.pdf. ', 'hidden.pdf'],
    ['a\r\nSet-Cookie: b.pdf', 'aSet-Cookie_ b.pdf'],
    ['con.pdf', '_con.pdf'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    [`${'ā'.repeat(400)}.pdf`, `${'ā'.repeat(176)}.pdf`],
    ['', 'file'],
  ])('%j becomes %j', (given, name) => {
    expect(readFileName(given).name).toBe(name);
  });

  it('stand in a header without ending it', () => {
    expect(disposition('attachment', 'Ķirsis "x"; filename=evil.html')).toBe(
      `attachment; filename="Kirsis _x__ filename=evil.html"; filename*=UTF-8''%C4%B6irsis%20%22x%22%3B%20filename%3Devil.html`,
    );
  });
});

describe('The virus scanner', () => {
  const answering = async (answer: string) => {
    let received = Buffer.alloc(0);
    const daemon = createServer((socket) => {
      socket.on('data', (data: Buffer) => {
        received = Buffer.concat([received, data]);
        if (received.subarray(-4).equals(Buffer.alloc(4))) socket.end(`${answer}\0`);
      });
    });
    await new Promise<void>((ready) => daemon.listen(0, '127.0.0.1', ready));
    const path = join(folder.path, 'scanned');
    writeFileSync(path, 'content');
    const scanner = new ClamdScanner(`clamd://127.0.0.1:${(daemon.address() as AddressInfo).port}`);
    const found = await scanner.find(path).finally(() => daemon.close());
    return { found, received: received.toString('latin1') };
  };

  it('gets the whole file and says what it found', async () => {
    expect(await answering('stream: OK')).toEqual({
      found: undefined,
      received: 'zINSTREAM\0\0\0\0\u0007content\0\0\0\0',
    });
    expect((await answering('stream: Eicar-Test-Signature FOUND')).found).toBe('Eicar-Test-Signature');
  });

  it('lets nothing in when it fails', async () => {
    await expect(answering('INSTREAM size limit exceeded. ERROR')).rejects.toThrow('The virus scanner answered');
    await expect(new ClamdScanner('clamd://127.0.0.1:1').find(join(folder.path, 'scanned'))).rejects.toThrow('does not answer');
  });
});
