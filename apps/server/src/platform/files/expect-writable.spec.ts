import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../../../test/support/throw-away.ts';
import { expectWritable } from './expect-writable.ts';

describe('The folder of documents', () => {
  const folder = temporaryFolder('writable');
  afterAll(() => folder.remove());

  it('is made at the start, and nothing is left of the trial', async () => {
    const files = join(folder.path, 'a', 'files');
    await expectWritable(files);
    expect(readdirSync(files)).toEqual(['incoming']);
    expect(readdirSync(join(files, 'incoming'))).toEqual([]);
  });

  it('where nothing can be made or written is refused with its name and what to do', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    await expect(expectWritable(file)).rejects.toThrow(`Documents cannot be written to ${file} (`);
    // no trial can be written into something that only looks like the folder, whoever runs this
    const long = join(folder.path, 'long');
    mkdirSync(long);
    writeFileSync(join(long, 'incoming'), '');
    await expect(expectWritable(long)).rejects.toThrow("let the server's user write there, or set GAITA_FILES");
  });
});
