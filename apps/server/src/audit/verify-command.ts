import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Config, ConfigError } from '../platform/config.ts';
import { openReadOnly } from '../platform/database/read-only.ts';
import { OperationalError } from '../platform/errors.ts';
import type { SignedHead } from './head.ts';
import { knownKey } from './head.ts';
import type { Finding, Verification } from './verify-chain.ts';
import { verifyChain } from './verify-chain.ts';

const usage = 'npm run audit:verify -- [--database sqlite:… | mysql://…] [--head file] [--key public key] [--demo]';

/**
 * Verifies a database from the command line, beside a running server or without one. Ends with 0 when the chain is intact, 1 when
 * it is not, 2 when it could not be read.
 */
export async function verifyCommand(
  args: readonly string[],
  print: (line: string) => void,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { database: { type: 'string' }, head: { type: 'string' }, key: { type: 'string' }, demo: { type: 'boolean' } },
    });
    const config = new Config({
      ...environment,
      ...(values.database !== undefined && { DATABASE_URL: values.database, DATABASE_URL_FILE: undefined }),
    });
    const head = values.head === undefined ? undefined : await readHead(values.head);
    const database = await openReadOnly(config);
    try {
      const key = values.key ?? (await knownKey(config, database));
      const verified = await verifyChain(database, {
        ...(head && { head }),
        ...(key !== undefined && { key }),
        allowsPast: values.demo ?? config.mode === 'demo',
      });
      report(verified, head, print);
      if (head) print(signedBy(head, key));
      return verified.intact ? 0 : 1;
    } finally {
      await database.close();
    }
  } catch (error) {
    const isKnown = error instanceof ConfigError || error instanceof OperationalError || (error as { code?: string }).code;
    print(isKnown ? (error as Error).message : String((error as Error).stack));
    print(usage);
    return 2;
  }
}

const readHead = async (file: string): Promise<SignedHead> => {
  const head = JSON.parse(await readFile(file, 'utf8')) as Partial<SignedHead>;
  if (typeof head.sequence !== 'number' || typeof head.hash !== 'string')
    throw new OperationalError(`${file} is no exported end of the chain.`);
  return head as SignedHead;
};

const sentences: Readonly<Record<Finding['kind'], (finding: Finding) => string>> = {
  'entry-edited': ({ table, id, sequence }) => `${table} ${id} was changed after it was sealed in link ${sequence}`,
  'entry-deleted': ({ table, id, sequence }) => `${table} ${id}, sealed in link ${sequence}, is gone`,
  'entry-inserted': ({ table, id, sequence }) =>
    sequence === undefined
      ? `${table} ${id} is older than the end of the chain and in none of its links: it was put in by hand`
      : `${table} ${id} was sealed in link ${sequence}, long after its date: it was put in by hand`,
  'entry-repeated': ({ table, id, sequence }) => `${table} ${id} is in link ${sequence} for the second time`,
  'link-edited': ({ sequence }) => `link ${sequence} was changed`,
  'link-missing': ({ sequence }) => `link ${sequence} is missing`,
  'tail-cut': ({ sequence }) => `the chain was cut off before link ${sequence}`,
  'head-differs': ({ sequence }) => `link ${sequence} is another one than in the exported head`,
  'head-forged': () => 'the exported head is not signed, or not by the key that signs heads here',
};

const signedBy = ({ publicKey }: SignedHead, key: string | undefined): string =>
  key === undefined
    ? `The head names the key ${publicKey}, which could be anybody's: give the right one with --key or GAITA_AUDIT_KEY.`
    : `The head names the key ${publicKey}; heads are signed here by ${key}.`;

const report = (verified: Verification, head: SignedHead | undefined, print: (line: string) => void): void => {
  const { links, entries, waiting, erased, findings } = verified;
  print(`${links} links with ${entries} entries; ${waiting} wait to be sealed; the details of ${erased} were erased.`);
  for (const finding of findings) print(`- ${sentences[finding.kind](finding)}`);
  if (findings.length === 100) print('- and perhaps more');
  if (!verified.intact) return print('The chain is broken. The first finding is where.');
  print(
    `The chain is intact${head ? ` and holds the head that was exported on ${new Date(head.exportedAt).toISOString()}` : ''}.`,
  );
  if (!head) print('That its end was not cut off only an exported head proves: give one with --head.');
};
