import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandsOfPage } from './page.ts';
import { root } from './running-server.ts';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly extends?: { readonly file: string; readonly service: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>> | readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
// comes with ESLint
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): Compose };
const one = load(read('docker/compose.yml'));
const scale = load(read('docker/compose.scale.yml'));
const settings = read('apps/server/src/platform/config.ts');

const servers = [
  ['server', one.services['server']] as const,
  ...Object.entries(scale.services).filter(([name]) => name.startsWith('server-')),
];

describe('The image', () => {
  const lines = read('docker/Dockerfile')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const of = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());

  it('is made from a base of one version, and runs as somebody who is not root', () => {
    expect(new Set(of('FROM').map((base) => base.split(' ')[0]))).toEqual(new Set(['node:24.21-bookworm-slim']));
    expect(of('USER')).toEqual(['node']);
    // everything after it is only said, not done
    expect(
      lines.slice(lines.indexOf('USER node') + 1).every((line) => /^(VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|CMD) /.test(line)),
    ).toBe(true);
  });

  it('asks its own server whether it is well, and lets it stop in its own time', () => {
    expect(of('HEALTHCHECK')[0]).toMatch(/CMD \["node", "apps\/server\/bin\/healthy\.mjs"\]$/);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(of('CMD')).toEqual(['["node", "--max-semi-space-size=64", "--enable-source-maps", "apps/server/dist/main.js"]']);
  });

  it('takes no secret, test or history of the folder in which it is made', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.git', '**/node_modules', '**/dist', 'data', 'test', 'docker/secrets', 'docker/.env']),
    );
    expect(read('docker/.gitignore').split('\n')).toEqual(expect.arrayContaining(['secrets', '.env']));
  });

  it('takes no backup that the page for operators puts into that folder', () => {
    const [, target = ''] = /docker compose cp \$one:(\/\S+) \.\/$/m.exec(commandsOfPage().get('Back up') ?? '') ?? [];
    expect(target).toBe('/backups');
    expect(read('.dockerignore').split('\n')).toContain(target.slice(1));
    expect(read('.gitignore').split('\n')).toContain(`${target}/`);
  });
});

describe.each(servers)('The service %s of the compose files', (_, service) => {
  it('writes nothing but its volumes, and may do nothing that its work does not need', () => {
    expect(service).toMatchObject({
      ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], tmpfs: ['/tmp'] },
      volumes: ['data:/data', 'backups:/backups'],
    });
  });

  it('gets its secrets from files, and settings that the program knows', () => {
    const environment = service?.environment ?? {};
    for (const [name, value] of Object.entries(environment)) {
      expect(settings).toContain(name.replace(/_FILE$/, ''));
      if (value.startsWith('/run/secrets/')) expect(service?.secrets).toContain(value.slice('/run/secrets/'.length));
      expect(value).not.toMatch(/password/i);
    }
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(['DATABASE_URL_FILE', 'GAITA_AUDIT_KEY_FILE', 'REDIS_URL']));
  });

  it('begins when database and Redis are well', () => {
    expect(service?.depends_on).toEqual({ database: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
  });
});

describe.each([
  ['compose.yml', one],
  ['compose.scale.yml', scale],
] as const)('docker/%s', (_, file) => {
  const services = Object.entries(file.services).map(([name, service]) => {
    const inherited = service.extends && one.services[service.extends.service];
    return [name, { ...inherited, ...service }] as const;
  });

  it('names what it uses, in one version each, and shows databases to nobody', () => {
    for (const [name, { image = '', ports = [], volumes = [], secrets = [] }] of services) {
      expect(`${name} ${image}`).toMatch(/^\S+ (gaita:\$\{GAITA_VERSION:-latest\}|[a-z]+:\d+\.\d+)$/);
      if (name === 'database' || name === 'redis') expect(ports).toEqual([]);
      for (const volume of volumes.filter((text) => !text.startsWith('.')))
        expect(file.volumes).toHaveProperty(volume.split(':')[0] as string);
      for (const secret of secrets) expect(file.secrets).toHaveProperty(secret);
    }
  });

  it('knows of each service whether it is well', () => {
    for (const [name, { healthcheck, build }] of services)
      expect(`${name} ${healthcheck !== undefined || build?.dockerfile === 'docker/Dockerfile'}`).toBe(`${name} true`);
  });
});

describe('docker/compose.scale.yml', () => {
  const replicas = Object.keys(scale.services).filter((name) => name.startsWith('server-'));

  it('has three replicas alike, reached by the proxy alone', () => {
    expect(replicas).toEqual(['server-1', 'server-2', 'server-3']);
    for (const name of replicas) expect(scale.services[name]).toEqual(scale.services['server-1']);
    expect(scale.services['server-1']?.ports).toBeUndefined();
    expect(scale.services['proxy']?.depends_on).toEqual(replicas);
    const upstream = [...read('docker/proxy/nginx.conf').matchAll(/^ *server (server-\d):3000 /gm)].map(([, name]) => name);
    expect(upstream).toEqual(replicas);
  });
});
