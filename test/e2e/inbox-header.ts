import { expect, it } from '@jest/globals';
import type { RegistryView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { accessible, keysWork } from './stage.ts';
import type { Stage } from './stage.ts';

const institution = 'dzelmes-novads';

interface Setting {
  readonly stage: Stage;
  readonly start: (number: string) => Promise<TaskView>;
  readonly open: (page: Page, path: string) => Promise<void>;
}

/** What the header finds, where somebody begins, and what roles that come and go do to an open list. */
export function headerAndRoles(the: () => Setting): void {
  const giveRole = (account: string, role: string) =>
    the().stage.server.ask('admin', 'POST', '/registry/assignments', { account, role, institution });
  const takeRole = async (account: string, role: string) => {
    const { roles } = (
      await the().stage.server.ask<RegistryView>('admin', 'GET', `/registry?institution=${institution}`)
    ).people.find((person) => person.account === account)!;
    const { id, revision } = roles.find((held) => held.role === role && held.state === 'now')!;
    await the().stage.server.ask('admin', 'POST', `/registry/assignments/${id}/end`, { revision });
  };

  it('finds tasks and cases from the header, by keys on a desk and by finger on a phone', async () => {
    const { stage, start, open } = the();
    const task = await start('F-100');
    await start('F-101');
    const desk = await stage.window('case-handler-2');
    await open(desk, '/start');
    await keysWork(desk);
    await desk.keyboard.press('Slash');
    const field = desk.getByRole('combobox', { name: 'Search tasks and cases' });
    await field.waitFor();
    await desk.keyboard.type('f-100');
    await desk.getByRole('status').filter({ hasText: '2 results' }).waitFor();
    await accessible(desk);
    const active = () =>
      desk.evaluate<string>(
        `document.querySelector('.search__option[aria-selected=true]').parentElement.getAttribute('aria-label')`,
      );
    expect(await active()).toBe('Tasks');
    await desk.keyboard.press('ArrowDown');
    expect(await active()).toBe('Cases');
    await desk.keyboard.press('Enter');
    await desk.waitForURL(`**/cases/${task.instanceId}`);

    const phone = await stage.window('case-handler-2', { width: 360, height: 740 });
    await open(phone, '/work');
    const opener = phone.getByRole('button', { name: 'Search tasks and cases' });
    await opener.click();
    await phone.getByRole('combobox').fill('nowhere');
    await phone.getByText('Nothing was found.').waitFor();
    await accessible(phone);
    await phone.keyboard.press('Escape');
    expect(await phone.evaluate<string>('document.activeElement.getAttribute("aria-label")')).toBe('Search tasks and cases');
    await opener.click();
    await phone.getByRole('combobox').fill('f-100');
    await phone.locator('.search__option').first().waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await accessible(phone);
    await phone.locator('.search__option').first().click();
    await phone.waitForURL(`**/tasks/${task.id}`);
  });

  it('begins where the role begins, and asks once whose roles begin in different places', async () => {
    const { stage } = the();
    const { server } = stage;
    const head = await stage.window('personnel-manager-1');
    await head.goto(server.url);
    await head.waitForURL('**/people/matrix');
    await giveRole('personnel-manager-1', 'case-handler');
    await head.goto(server.url);
    await head.getByRole('heading', { level: 1, name: 'Where do you want to begin?' }).waitFor();
    await accessible(head);
    const kept = head.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/preferences'));
    await head.getByRole('button', { name: 'My work' }).click();
    await head.waitForURL('**/work');
    await kept;
    await head.goto(server.url);
    await head.waitForURL('**/work');
    await takeRole('personnel-manager-1', 'case-handler');
  });

  it('shows the tasks of a role that is given in the open list, and takes them with the role', async () => {
    const { stage, start, open } = the();
    const task = await start('G-1');
    const page = await stage.window('survey-analyst-1');
    await open(page, '/work?view=group&q=g-');
    await page.getByText(/^The filter hides|^Nothing is offered/).waitFor();
    await giveRole('survey-analyst-1', 'case-handler');
    await page.getByRole('row').filter({ hasText: 'G-1' }).waitFor();
    await accessible(page);
    await takeRole('survey-analyst-1', 'case-handler');
    const claimed = await page.request.post(`${stage.server.url}/api/v1/tasks/${task.id}/claim`, { data: {} });
    expect(claimed.status()).toBe(403);
    await open(page, '/work?view=group&q=g-');
    await page.getByText(/^The filter hides|^Nothing is offered/).waitFor();
  });
}
