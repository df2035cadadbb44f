import { expect, it } from '@jest/globals';
import { accessible, focused, goals } from './stage.ts';
import type { Stage } from './stage.ts';

/** What happens between people: who is faster, who signs, who comes back. */
export function sharedWork(stage: () => Stage): void {
  it('tells the slower of two people who has the task and since when', async () => {
    const task = await stage().improvementAt('action1', 'P-RACE');
    const page = await stage().window('management-representative-1');
    await page.goto(`${stage().server.url}/tasks/${task.id}`);
    const claim = page.getByRole('button', { name: 'Claim' });
    await claim.waitFor();
    // Faster by a moment: nobody has been told yet.
    await page.route('**/claim', async (route) => {
      await stage().server.ask('management-representative-2', 'POST', `/tasks/${task.id}/claim`, {});
      await route.continue();
    });
    await claim.click();
    const notice = page.getByRole('alert').filter({ hasText: 'The task has changed meanwhile' });
    await notice.getByText(/^Inga Ozoliņa has had this task since \d+ \w+ \d{4} \d\d:\d\d/).waitFor();
    expect(await focused(page)).toContain('Inga Ozoliņa');
    expect(await claim.count()).toBe(0);
    await accessible(page);
  });

  it('keeps what was typed when the task was completed elsewhere', async () => {
    const task = await stage().improvementAt('action3', 'P-LATE');
    const page = await stage().window('management-representative-1');
    await page.goto(`${stage().server.url}/tasks/${task.id}`);
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByLabel('Part done').fill('40');
    await page.getByRole('textbox', { name: 'Notes' }).fill('Half of it waits for the expert.');
    await stage().server.ask('management-representative-1', 'POST', `/tasks/${task.id}/complete`, {
      variables: { percentDone: 100 },
    });
    await page.getByText(/^Andris Bērziņš completed this task on/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('Half of it waits for the expert.');
    await page.getByRole('button', { name: 'Copy what I typed' }).waitFor();
    await accessible(page);
  });

  it('has a service manager return with a reason what they are to sign, and then sign it', async () => {
    const task = await stage().improvementAt('action5', 'P-JOINT');
    const first = await stage().window('management-representative-1');
    await first.goto(`${stage().server.url}/tasks/${task.id}`);
    await first.getByRole('button', { name: 'Claim' }).click();
    await first.getByLabel('Measured by').fill('Days to the decision');
    await first.getByLabel('Before').fill('30');
    await first.getByLabel('After').fill('19');
    await first.getByLabel('How it was measured').fill('A sample');
    await first.getByRole('button', { name: 'Complete' }).click();
    await first.getByText('Task passed on for signature').waitFor();

    const second = await stage().window('service-manager-1');
    const openToSign = async () => {
      await second.goto(`${stage().server.url}/tasks/${(await stage().openTask(task.instanceId)).id}`);
      await second.getByRole('button', { name: 'Claim' }).click();
      await second.getByText('You have claimed this task to sign it.').waitFor();
    };
    await openToSign();
    expect(await second.getByLabel('How it was measured').inputValue()).toBe('A sample');
    expect(await second.getByLabel('How it was measured').isEditable()).toBe(false);
    expect(await second.getByText('Add another').isVisible()).toBe(false);
    await accessible(second);
    await second.getByRole('button', { name: 'Return with a reason' }).click();
    const dialog = second.getByRole('dialog');
    await dialog.getByLabel('What is to be mended?').fill('Measure all cases.');
    await accessible(second);
    await dialog.getByRole('button', { name: 'Return with a reason' }).click();
    await second.getByText('Task returned').waitFor();

    await first.goto(`${stage().server.url}/tasks/${(await stage().openTask(task.instanceId)).id}`);
    await first.getByText('Measure all cases.').waitFor();
    await first.getByLabel('How it was measured').fill('All cases of the quarter');
    await first.getByRole('button', { name: 'Complete' }).click();
    await first.getByText('Task passed on for signature').waitFor();
    await openToSign();
    await second.getByRole('button', { name: 'Sign', exact: true }).click();
    await second.getByText('Task completed').waitFor();
    expect((await stage().openTask(task.instanceId)).elementId).toBe('action6');
  });

  it('lets a person whose session ended sign in over the page and go on where they were, in any language', async () => {
    const task = await stage().improvementAt('action1', 'P-SESSION');
    await stage().server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
    const page = await stage().window('management-representative-1');
    await page.goto(`${stage().server.url}/tasks/${task.id}`);
    await page.getByLabel('Title').fill(goals.title);
    await page.getByLabel('Language').selectOption('bg');
    await page.getByRole('heading', { level: 1, name: 'Определяне и поставяне на цели' }).waitFor();
    expect(await page.locator('.task-form input').first().inputValue()).toBe(goals.title);
    await page.getByText('10 работни дни', { exact: true }).waitFor();
    await page.getByText(/^до \d\d\.\d\d\.\d{4} г\. 23:59$/).waitFor();
    await page.locator('.language-choice select').selectOption('en');
    await page.getByLabel('Title').waitFor();

    // A draft on its way would find the session gone before the click does.
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Hand back to the group' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await accessible(page);
    await dialog.getByLabel('Password', { exact: true }).fill('demo');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Title').inputValue()).toBe(goals.title);
    expect(await focused(page)).toMatch(/Hand back|Set improvement goals/);
    await page.getByRole('button', { name: 'Hand back to the group' }).click();
    await page.waitForURL(/\/work$/);
  });
}
