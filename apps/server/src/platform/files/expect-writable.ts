import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperationalError } from '../errors.ts';

/**
 * Makes the folder of stored files, and tries whether files can be written there: better at the start than at the first upload.
 * @throws OperationalError naming the folder and what to do
 */
export const expectWritable = async (folder: string): Promise<void> => {
  // where uploads are received: what a killed start leaves there is taken away with old ones
  const incoming = join(resolve(folder), 'incoming');
  const trial = join(incoming, `start_${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(incoming, { recursive: true });
    await writeFile(trial, '');
    await rm(trial);
  } catch (cause) {
    throw new OperationalError(
      `Documents cannot be written to ${resolve(folder)} (${(cause as Error).message}): let the server's user write there, or set GAITA_FILES.`,
      { cause },
    );
  }
};
