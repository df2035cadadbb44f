import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import mysql from 'mysql2/promise';
import { connectionOptions } from '../../apps/server/src/platform/database/open-mysql.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { storedFolder } from './stored.ts';

/** Puts what was stored of the release into the empty database. */
export const unpack = async (release: string, { database }: Config): Promise<void> => {
  const read = (name: string) => gunzipSync(readFileSync(join(storedFolder, release, name)));
  if (database.kind === 'sqlite') {
    mkdirSync(dirname(database.file), { recursive: true });
    writeFileSync(database.file, read('sqlite.db.gz'));
    return;
  }
  const connection = await mysql.createConnection(connectionOptions(database.url));
  await connection.query(read('mariadb.sql.gz').toString('utf8'));
  await connection.end();
};
