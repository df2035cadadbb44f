import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { Config, ConfigError } from '../platform/config.ts';
import { OperationalError } from '../platform/errors.ts';

/** What an operator's command gets: its environment, and where it tells what it does. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Runs a command that an operator typed.
 * @returns the exit code: 0 done; 1 refused or failed, with a sentence that says why and what to do
 */
export const runCommand = async <const O extends Options>(
  { print }: Terminal,
  usage: string,
  args: readonly string[],
  options: O,
  work: (values: { readonly [K in keyof O]?: string }) => Promise<void>,
): Promise<number> => {
  try {
    const { values } = parseArgs({ args: [...args], options });
    await work(values as { readonly [K in keyof O]?: string });
    return 0;
  } catch (error) {
    const { code } = error as { code?: string };
    const isKnown = error instanceof ConfigError || error instanceof OperationalError || code !== undefined;
    print(isKnown ? (error as Error).message : String((error as Error).stack));
    if (code?.startsWith('ERR_PARSE_ARGS')) print(usage);
    return 1;
  }
};

/** @throws OperationalError naming the option */
export const needed = (value: string | undefined, option: string, usage: string): string => {
  if (value === undefined || value === '') throw new OperationalError(`Give --${option}.\n${usage}`);
  return value;
};

export const configOf = ({ environment }: Terminal, databaseUrl?: string): Config =>
  new Config({ ...environment, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl, DATABASE_URL_FILE: undefined }) });
