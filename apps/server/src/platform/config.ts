import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { ArmedFailPoint, FailPoint } from './fail-points.ts';
import { failPoints } from './fail-points.ts';
import { trustedProxies } from './trusted-proxies.ts';
import type { TrustedProxies } from './trusted-proxies.ts';
import type { GroupRole } from './group-roles.ts';
import { parseGroupRoles } from './group-roles.ts';

/** A setting that the server cannot start with; the message is a sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const blankAsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema);

const url = (schemes: readonly string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
    message: `must be an address like ${example}`,
  });

/** Without a name nothing can be locked or made; a `%` that stands for itself cannot be read. */
const namesDatabase = ({ username, password, pathname }: URL): boolean => {
  try {
    return [username, password].map(decodeURIComponent).length === 2 && /^\/[^/]+$/.test(decodeURIComponent(pathname));
  } catch {
    return false;
  }
};

const environment = z
  .object({
    PORT: setting(
      z.coerce.number('must be a port number').int().min(0).max(65535, 'must be a port number up to 65535').default(3000),
    ),
    HOST: setting(z.string().default('127.0.0.1')),
    DATABASE_URL: setting(
      z
        .string()
        .refine((value) => /^sqlite:.+/.test(value) || (/^(mysql|mariadb):\/\//.test(value) && URL.canParse(value)), {
          message:
            'must be sqlite:<file>, mysql://user:password@host/database or mariadb://…; signs like @ : / # % in the password are written %40 %3A %2F %23 %25',
        })
        .refine((value) => !/^(mysql|mariadb):/.test(value) || !URL.canParse(value) || namesDatabase(new URL(value)), {
          message:
            'must name the database after the host, mariadb://user:password@host/database, with %25 for each % in the password',
        })
        .default('sqlite:./data/gaita.db'),
    ),
    REDIS_URL: setting(url(['redis:', 'rediss:'], 'redis://host:6379').optional()),
    GAITA_MODE: setting(z.enum(['demo', 'production'], 'must be demo or production').optional()),
    GAITA_SCRIPTS: setting(z.enum(['on', 'off'], 'must be on or off').optional()),
    PUBLIC_URL: setting(url(['http:', 'https:'], 'https://gaita.example.org').optional()),
    TRUST_PROXY: setting(trustedProxies.default(0)),
    /** Folder in which documents lie; replicas share it. */
    GAITA_FILES: setting(z.string().optional()),
    GAITA_VIRUS_SCANNER: setting(url(['clamd:'], 'clamd://host:3310').optional()),
    SMTP_URL: setting(url(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.org:587').optional()),
    TEAMS_WEBHOOK_URL: setting(url(['https:', 'http:'], 'https://…').optional()),
    /** For tests of what a power cut leaves behind, `<place>:<times>`; never in production. */
    GAITA_FAIL_POINT: setting(
      z
        .string()
        .transform((text) => text.split(':') as [FailPoint, string])
        .refine(([name, nth]) => failPoints.includes(name) && /^[1-9]\d{0,8}$/.test(nth ?? ''), {
          message: `must be <place>:<times>, the place one of ${failPoints.join(', ')}`,
        })
        .transform(([name, nth]): ArmedFailPoint => ({ name, nth: Number(nth) }))
        .optional(),
    ),
    GAITA_AUDIT_KEY: setting(z.string().min(32, 'must have at least 32 characters').optional()),
    OIDC_ISSUER: setting(url(['https:', 'http:'], 'https://login.example.org').optional()),
    OIDC_CLIENT_ID: setting(z.string().optional()),
    OIDC_CLIENT_SECRET: setting(z.string().optional()),
    OIDC_SCOPES: setting(z.string().default('openid profile email')),
    OIDC_GROUPS_CLAIM: setting(z.string().default('groups')),
    OIDC_ROLES: setting(
      z
        .string()
        .default('')
        .transform((text, context) => {
          try {
            return parseGroupRoles(text);
          } catch (error) {
            context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
            return z.NEVER;
          }
        }),
    ),
  })
  .refine((env) => (env.OIDC_ISSUER === undefined) === (env.OIDC_CLIENT_ID === undefined), {
    path: ['OIDC_ISSUER'],
    message: 'and OIDC_CLIENT_ID must be given together',
  });

/** Settings that hold a secret may stand in a file of their own, named by `<setting>_FILE`. */
const secrets = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'TEAMS_WEBHOOK_URL', 'GAITA_AUDIT_KEY', 'OIDC_CLIENT_SECRET'];

type Variables = Readonly<Record<string, string | undefined>>;

const readSecret = (name: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`The configuration is wrong: ${name}_FILE cannot be read (${(error as Error).message}).`);
  }
};

const withSecretFiles = (variables: Variables): Variables => {
  const read = secrets.flatMap((name) => {
    const file = variables[`${name}_FILE`]?.trim();
    if (!file) return [];
    if (variables[name]?.trim()) throw new ConfigError(`The configuration is wrong: give ${name} or ${name}_FILE, not both.`);
    const text = readSecret(name, file);
    if (text === '') throw new ConfigError(`The configuration is wrong: ${name}_FILE names ${file}, which is empty.`);
    return [[name, text]];
  });
  return { ...variables, ...Object.fromEntries(read) };
};

export type DatabaseKind = 'sqlite' | 'mysql';

/** The validated settings. Read once at start; nothing else looks at the environment. */
export class Config {
  readonly port: number;
  readonly host: string;
  /** The server itself tells whether it is MySQL or MariaDB. */
  readonly database: { readonly kind: DatabaseKind; readonly url: string; readonly file: string };
  readonly redisUrl: string | undefined;
  readonly mode: 'demo' | 'production';
  readonly scripts: boolean;
  /** Where people reach the server, without a slash at the end; for links in messages. */
  readonly publicUrl: string;
  /** The proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: TrustedProxies;
  /** Folder in which documents lie; replicas share it. */
  readonly files: string;
  /** A ClamAV daemon that looks at each document before it is let in. */
  readonly virusScanner: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly teamsWebhookUrl: string | undefined;
  /** Secret from which the key is made that signs exported ends of the audit's chain; without it one is kept in the database. */
  readonly auditKey: string | undefined;
  /** Where a test lets the server die; in production always undefined. */
  readonly failPoint: ArmedFailPoint | undefined;
  readonly oidc:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string | undefined;
        readonly scopes: string;
        /** The claim that lists the groups of a person. */
        readonly groupsClaim: string;
        readonly groupRoles: readonly GroupRole[];
      }
    | undefined;

  /** @throws ConfigError naming the variables and what each must be */
  constructor(variables: Readonly<Record<string, string | undefined>>) {
    const parsed = environment.safeParse(withSecretFiles(variables));
    if (!parsed.success) {
      const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
      throw new ConfigError(`The configuration is wrong: ${sentences.join('; ')}.`);
    }
    const env = parsed.data;
    const sqlite = env.DATABASE_URL.startsWith('sqlite:');
    this.port = env.PORT;
    this.host = env.HOST;
    this.database = {
      kind: sqlite ? 'sqlite' : 'mysql',
      url: env.DATABASE_URL,
      file: sqlite ? env.DATABASE_URL.replace(/^sqlite:(\/\/(?=\/))?/, '') : '',
    };
    this.redisUrl = env.REDIS_URL;
    this.mode = env.GAITA_MODE ?? (sqlite ? 'demo' : 'production');
    this.scripts = (env.GAITA_SCRIPTS ?? (this.mode === 'demo' ? 'on' : 'off')) === 'on';
    this.publicUrl = (env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/+$/, '');
    this.trustProxy = env.TRUST_PROXY;
    this.files = env.GAITA_FILES ?? join(sqlite ? dirname(this.database.file) : './data', 'files');
    this.virusScanner = env.GAITA_VIRUS_SCANNER;
    this.smtpUrl = env.SMTP_URL;
    this.teamsWebhookUrl = env.TEAMS_WEBHOOK_URL;
    this.auditKey = env.GAITA_AUDIT_KEY;
    if (env.GAITA_FAIL_POINT && this.mode === 'production')
      throw new ConfigError('GAITA_FAIL_POINT is for tests: a server in production does not start with it.');
    this.failPoint = env.GAITA_FAIL_POINT;
    this.oidc =
      env.OIDC_ISSUER !== undefined && env.OIDC_CLIENT_ID !== undefined
        ? {
            issuer: env.OIDC_ISSUER,
            clientId: env.OIDC_CLIENT_ID,
            clientSecret: env.OIDC_CLIENT_SECRET,
            scopes: env.OIDC_SCOPES,
            groupsClaim: env.OIDC_GROUPS_CLAIM,
            groupRoles: env.OIDC_ROLES,
          }
        : undefined;
  }
}
