import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../../apps/server/src/create-app.ts';
import { Config } from '../../apps/server/src/platform/config.ts';
import { startOidc } from '../support/start-oidc.ts';
import { freePort, temporaryFolder } from '../support/throw-away.ts';
import { builtWeb } from './built-web.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

type SignInProvider = Awaited<ReturnType<typeof startOidc>>;

/**
 * The whole product for a browser: the web app built from its sources, the server with the demo people and the shipped processes,
 * beside it another sign-in service.
 */
export class WebServer {
  readonly url: string;
  private readonly close: () => Promise<void>;

  readonly signInProvider: SignInProvider;

  private constructor(url: string, signInProvider: SignInProvider, close: () => Promise<void>) {
    this.url = url;
    this.signInProvider = signInProvider;
    this.close = close;
  }

  /** @param prepare before anybody reaches it */
  static async start(prepare?: (app: INestApplicationContext) => Promise<void>): Promise<WebServer> {
    const folder = temporaryFolder('web');
    const web = await builtWeb();
    const port = await freePort();
    const signInProvider = await startOidc(`http://127.0.0.1:${port}/api/v1/session/oidc/callback`);
    const config = new Config({
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(folder.path, 'gaita.db')}`,
      GAITA_MODE: 'demo',
      OIDC_ISSUER: signInProvider.issuer,
      OIDC_CLIENT_ID: 'gaita',
      OIDC_CLIENT_SECRET: 'secret of the tests',
      OIDC_ROLES: 'clerks=case-handler',
    });
    const app = await createApp({ config, processes: fromRoot('processes'), web, quiet: true });
    await prepare?.(app);
    await app.listen(config.port, config.host);
    return new WebServer(config.publicUrl, signInProvider, async () => {
      await app.close();
      await signInProvider.stop();
      folder.remove();
    });
  }

  stop(): Promise<void> {
    return this.close();
  }

  /** A request to `/api/v1` as a demo person; fails the test when it is refused. */
  async ask<T>(account: string, method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${account}:demo`).toString('base64')}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T;
  }
}
