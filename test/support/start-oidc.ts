import { createServer } from 'node:http';

export interface ExternalAccount {
  readonly sub: string;
  readonly preferred_username?: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly locale?: string;
  readonly groups?: readonly string[];
}

/**
 * An OpenID Connect provider that demands PKCE. Whoever comes is signed in without a question as the account that `is` names;
 * `deny()` makes it send them back with an error, as somebody who pressed "cancel".
 */
export const startOidc = async (redirectUri: string) => {
  const speakAgain = silence();
  const { Provider } = await import('oidc-provider');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const issuer = `http://127.0.0.1:${port}`;
  const accounts = new Map<string, ExternalAccount>();
  let current = '';
  let denies = false;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'gaita', client_secret: 'secret of the tests', redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { profile: ['name', 'preferred_username', 'locale', 'groups'], email: ['email', 'email_verified'] },
    cookies: { keys: ['key of the tests'] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, id) => {
      const account = accounts.get(id);
      return account && { accountId: id, claims: () => ({ ...account, groups: [...(account.groups ?? [])] }) };
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void (async () => {
      if (denies) {
        await provider.interactionFinished(request, response, { error: 'access_denied' });
        return;
      }
      const { params } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: current, clientId: String(params['client_id']) });
      grant.addOIDCScope(String(params['scope']));
      await provider.interactionFinished(request, response, {
        login: { accountId: current },
        consent: { grantId: await grant.save() },
      });
    })();
  });
  return {
    issuer,
    is: (account: ExternalAccount) => {
      accounts.set(account.sub, account);
      current = account.sub;
      denies = false;
    },
    deny: () => (denies = true),
    stop: () =>
      new Promise<void>((resolve) => {
        speakAgain();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** It says on the console that its keys, times and memory are for tests only: they are. */
function silence(): () => void {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  return () => Object.assign(console, { warn, info });
}
