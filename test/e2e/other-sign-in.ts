import { expect, it } from '@jest/globals';
import { accessible } from './stage.ts';
import type { Stage } from './stage.ts';

/** Signing in at another service (OpenID Connect). */
export function otherSignIn(stage: () => Stage): void {
  it('leads a person through another sign-in service back to where they wanted, and says when that failed', async () => {
    const { server } = stage();
    server.signInProvider.is({
      sub: 'dace',
      preferred_username: 'dace',
      name: 'Dace Vītola',
      email: 'dace@example.org',
      email_verified: true,
      groups: ['clerks'],
    });
    const page = await stage().window();
    await page.goto(`${server.url}/cases?state=ended`);
    await page.getByRole('button', { name: /^Sign in with / }).click();
    await page.waitForURL(`${server.url}/cases?state=ended`);
    await page.getByRole('button', { name: 'Account: Dace Vītola' }).waitFor();

    server.signInProvider.deny();
    const phone = await stage().window(undefined, { width: 360, height: 740 });
    await phone.goto(`${server.url}/cases`);
    await phone.getByRole('button', { name: /^Sign in with / }).click();
    await phone.getByRole('alert').filter({ hasText: 'The sign-in service did not confirm who you are.' }).waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await accessible(phone);
  });
}
