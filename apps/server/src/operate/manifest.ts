import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OperationalError } from '../platform/errors.ts';
import { synced } from '../platform/files/synced.ts';

const manifestSchema = z.object({
  format: z.literal(1),
  /** ISO 8601; what was committed before is in the backup. */
  begunAt: z.string(),
  dialect: z.enum(['sqlite', 'mariadb', 'mysql']),
  /** Names of the migrations that were done. */
  migrations: z.array(z.string()),
  database: z.object({ file: z.string(), bytes: z.number(), sha256: z.string() }),
  /** Number of stored documents and exports. */
  files: z.number(),
  /** End of the audit's chain when the backup began; absent before the first link. */
  head: z.object({ sequence: z.number(), hash: z.string() }).optional(),
});

/** What stands beside a backup's data: that it is whole, and what it is of. */
export type Manifest = z.infer<typeof manifestSchema>;

const name = 'manifest.json';

export const writeManifest = async (folder: string, manifest: Manifest): Promise<void> => {
  const file = join(folder, name);
  await writeFile(`${file}.partial`, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  await synced(`${file}.partial`);
  await rename(`${file}.partial`, file);
};

/** @throws OperationalError when there is no whole backup of a format that is known */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new OperationalError(`${folder} is no whole backup: there is no ${name} in it.`);
  });
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new OperationalError(`${folder} is a backup of a format that this program does not know.`);
  return parsed.data;
};

export const hashOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
};
