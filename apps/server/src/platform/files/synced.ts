import { open } from 'node:fs/promises';

/** On disk when this returns; a folder's names too. */
export const synced = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
